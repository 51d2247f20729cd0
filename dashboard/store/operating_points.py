"""The coverage that a person chose for a version's candidates, after publishing.

Versions never change; what was chosen stands beside them in one file, with its history,
replaced under a lock. Every door reads it at each answer.
"""

import json
import math
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from filelock import FileLock

from dashboard import atomic
from dashboard.errors import StoreError
from dashboard.store.version import Version

FILE = "operating_points.json"


@dataclass(frozen=True)
class OperatingPoint:
    """One choice.

    Attributes:
        ref: "name/number".
        created_at: of the version: one published anew has no choice yet.
        coverage: share of pictures whose candidates shall hold the truth.
        set_threshold: as in `analysis.conformal`.
        at: ISO time, UTC.
    """

    ref: str
    created_at: str
    coverage: float
    set_threshold: float
    by: str
    at: str


def history(root: Path) -> tuple[OperatingPoint, ...]:
    """Every choice, the oldest first.

    Raises:
        StoreError: the file is damaged.
    """
    path = root / FILE
    try:
        facts = path.stat()
    except FileNotFoundError:
        return ()
    return _read(path, facts.st_mtime_ns, facts.st_size)


def chosen(version: Version) -> OperatingPoint | None:
    """The latest choice for a version."""
    mine = (
        point
        for point in reversed(history(version.folder.parents[1]))
        if (point.ref, point.created_at) == _key(version)
    )
    return next(mine, None)


def verdict(version: Version) -> dict[str, Any]:
    """A version's thresholds: those it was published with, or what was chosen since."""
    point = chosen(version)
    stored = version.manifest["verdict"]
    if point is None:
        return stored
    return stored | {
        "coverage": point.coverage,
        "set_threshold": point.set_threshold,
    }


def save(
    version: Version, *, coverage: float, set_threshold: float, by: str
) -> OperatingPoint:
    """Choose for a version.

    Raises:
        StoreError: a coverage outside 0..1 or a threshold outside 0..1.
    """
    good = math.isfinite(coverage) and 0 < coverage < 1 and 0 <= set_threshold <= 1
    if not good:
        raise StoreError(
            "Expected a coverage between 0 and 1 and a threshold from 0 to 1. "
            f"Received: coverage={coverage!r}, set_threshold={set_threshold!r}. Choose "
            "another coverage."
        )
    root = version.folder.parents[1]
    at = datetime.now(UTC).isoformat(timespec="seconds")
    point = OperatingPoint(*_key(version), coverage, set_threshold, by, at)
    with FileLock(root / ".operating_points.lock"):
        atomic.sweep(root, FILE)
        listed = [asdict(one) for one in (*history(root), point)]
        atomic.write_json(root / FILE, {"points": listed})
    return point


def _key(version: Version) -> tuple[str, str]:
    return version.ref, version.manifest["created_at"]


@lru_cache(maxsize=4)
def _read(path: Path, _time: int, _size: int) -> tuple[OperatingPoint, ...]:
    try:
        points = json.loads(path.read_bytes())["points"]
        return tuple(OperatingPoint(**point) for point in points)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"Expected {path} to list chosen coverages. Received: {error!r}. Restore "
            "the file, or delete it to go back to each version's own."
        ) from error
