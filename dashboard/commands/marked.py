"""Parts of a document that a command writes, between two comments; the rest of the
document is a person's and stays."""

from pathlib import Path

from dashboard import atomic
from dashboard.errors import SetupError


def marks(name: str) -> tuple[str, str]:
    """The comments around a part."""
    return f"<!-- {name}: written by a command, not by hand -->", f"<!-- end {name} -->"


def read(path: Path, name: str) -> str:
    """What is between the marks of a part; "" where they are missing."""
    begin, end = marks(name)
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    inside, closed, _ = text.partition(begin)[2].partition(end)
    return inside.strip() if closed else ""


def rewrite(path: Path, parts: dict[str, str]) -> list[str]:
    """Put each text between its marks; returns the names of the parts that are there.

    Raises:
        SetupError: there is no such file, or no mark in it, or one without its end.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(
            f"Expected {path} to be a document. Received: {error}."
        ) from error
    found = [name for name in parts if marks(name)[0] in text]
    if not found:
        wanted = " or ".join("\n".join(marks(name)) for name in parts)
        raise SetupError(
            f"Expected {path} to say where to write. Received: no mark in it. "
            f"Put these lines where the text belongs:\n{wanted}"
        )
    for name in found:
        text = _replaced(text, name, parts[name], path)
    atomic.write_bytes(path, text.encode())
    return found


def _replaced(text: str, name: str, content: str, path: Path) -> str:
    begin, end = marks(name)
    before, _, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not closed:
        raise SetupError(
            f"Expected {path} to have {end!r} after {begin!r}. Received: no such line. "
            "Put it below the text to replace."
        )
    return f"{before}{begin}\n\n{content.strip()}\n\n{end}{after}"
