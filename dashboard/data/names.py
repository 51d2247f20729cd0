"""Names of files from outside: words for people, never places on a disk."""

import unicodedata

LONGEST = 120  # characters of a path that is shown
LITTER = ("thumbs.db", "desktop.ini", "__macosx")


def shown_path(name: str) -> str:
    """A path as it may be shown and stored: no control characters, no way upwards.

    The end is kept of one that is too long, because it names the file.
    """
    visible = (c for c in str(name) if unicodedata.category(c)[0] != "C")
    parts = "".join(visible).replace("\\", "/").split("/")
    kept = [part.strip() for part in parts if part.strip() not in ("", ".", "..")]
    text = "/".join(kept)
    if len(text) > LONGEST:
        text = f"…{text[1 - LONGEST :]}"
    return text or "a file without a name"


def is_litter(name: str) -> bool:
    """Whether a file of a folder or zip was put there by a system, not by a person."""
    parts = str(name).replace("\\", "/").lower().split("/")
    named = [part for part in parts if part not in ("", ".", "..")]
    return any(part.startswith(".") or part in LITTER for part in named)
