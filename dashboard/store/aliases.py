"""Who is champion, since when, and who was before: one file, replaced under a lock.

Two versions answer at a time, each for its own pictures: the champion for
Fashion-MNIST's form and one for photographs. A promotion is to the role of the version.

Readers take no lock; they see the old file or the new one.
"""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from dashboard import atomic
from dashboard.crash_points import reach
from dashboard.errors import ConflictError, NotFoundError, StoreError
from dashboard.store import manifest

ALIASES = "aliases.json"


@dataclass(frozen=True)
class Alias:
    """One promotion.

    Attributes:
        generation: 1 for the first promotion of the store, then one more each time.
        at: ISO time, UTC.
        role: what it was promoted to, `manifest.CHAMPION` or `manifest.PHOTOGRAPHS`.
    """

    name: str
    number: int
    generation: int
    by: str
    at: str
    reason: str
    role: str = manifest.CHAMPION

    @property
    def ref(self) -> str:
        return f"{self.name}/{self.number}"


def history(root: Path) -> list[Alias]:
    """Every promotion, the oldest first.

    Raises:
        StoreError: the file is damaged.
    """
    path = root / ALIASES
    try:
        entries = json.loads(path.read_bytes())["champion"]
        return [Alias(**entry) for entry in entries]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"Expected {path} to be the list of promotions. Received: {error!r}. "
            "Restore the file, or delete it to begin without a champion."
        ) from error


def champion(root: Path) -> Alias | None:
    """The latest promotion to champion, or None."""
    return holder(root, manifest.CHAMPION)


def holder(root: Path, role: str) -> Alias | None:
    """The latest promotion to a role, or None."""
    entries = (entry for entry in reversed(history(root)) if entry.role == role)
    return next(entries, None)


def promote(
    root: Path,
    name: str,
    number: int,
    *,
    by: str,
    reason: str,
    expected_generation: int | None = None,
) -> Alias:
    """Make a version the one that answers for the pictures it is made for.

    Args:
        expected_generation: the generation the person saw (0: none yet); None skips
            the check.

    Raises:
        NotFoundError: there is no such version.
        StoreError: its files do not match their hashes, so it cannot serve.
        ConflictError: somebody else promoted in between.
    """
    role = manifest.role(_verified(root, name, number))
    with FileLock(root / ".aliases.lock"):
        entries = history(root)
        _check_latest(entries, expected_generation)
        at = datetime.now(UTC).isoformat(timespec="seconds")
        alias = Alias(name, int(number), len(entries) + 1, by, at, reason, role)
        listed = [asdict(entry) for entry in (*entries, alias)]
        reach("promote-locked")
        atomic.sweep(root, ALIASES)
        atomic.write_json(root / ALIASES, {"champion": listed}, "aliases")
        return alias


def _verified(root: Path, name: str, number: int) -> dict[str, Any]:
    """The manifest of a version whose files match their hashes."""
    folder = root / manifest.check_name(name) / str(int(number))
    if not folder.is_dir():
        raise NotFoundError(
            f"Expected a published version. Received: {name}/{number}. "
            "See `python -m dashboard models`."
        )
    content = manifest.read(folder)
    manifest.verify(folder, content)
    return content


def _check_latest(entries: list[Alias], expected: int | None) -> None:
    if expected in (None, len(entries)):
        return
    latest = entries[-1].ref if entries else "nothing"
    raise ConflictError(
        f"Expected promotion number {expected} to be the latest. Received: number "
        f"{len(entries)}; somebody else promoted {latest} meanwhile. Look again."
    )
