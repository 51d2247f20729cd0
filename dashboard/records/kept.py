"""What files said, kept by their time and size and read again only when they change:
reading folders is what costs."""

import os
from functools import lru_cache
from pathlib import Path

from dashboard.errors import LookbookError
from dashboard.jobs.request import Request
from dashboard.jobs.status import Status
from dashboard.store import history
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

MOST_KEPT = 5000  # runs whose facts stay in memory
Stamp = tuple[int, int]  # nanoseconds, bytes


def stamp(path: Path) -> Stamp:
    """Time and size of a file; zeros where there is none."""
    try:
        facts = path.stat()
    except FileNotFoundError:
        return 0, 0
    return facts.st_mtime_ns, facts.st_size


@lru_cache(maxsize=MOST_KEPT)
def request(folder: Path, _: Stamp) -> Request:
    """What the run in `folder` was asked to do."""
    return Request.read(folder / "request.json")


@lru_cache(maxsize=MOST_KEPT)
def status(folder: Path, _: Stamp) -> Status:
    """The stored state of the run in `folder`."""
    return Status.read(folder / "status.json")


@lru_cache(maxsize=MOST_KEPT)
def history_rows(folder: Path, _: Stamp) -> tuple[dict, ...]:
    """The epochs of the version in `folder`; none where they cannot be read."""
    try:
        return tuple(history.rows(Version(folder, {})))
    except LookbookError:
        return ()


def versions(store: ModelStore) -> tuple[Version, ...]:
    """The store's versions; a new one changes the time of its name's folder."""
    try:
        names = [entry for entry in os.scandir(store.root) if entry.is_dir()]
    except FileNotFoundError:
        return ()
    stamps = tuple(sorted((e.name, e.stat().st_mtime_ns) for e in names))
    return _listed(store.root, stamps)


@lru_cache(maxsize=8)
def _listed(root: Path, _) -> tuple[Version, ...]:
    return tuple(ModelStore(root).list())
