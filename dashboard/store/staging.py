"""Where a version is made before it appears: a folder whose maker holds a kernel lock,
so that what a dead one left can be told from work in progress and removed."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

PREFIX = ".tmp-"
LOCK = ".lock"


@contextmanager
def staged(root: Path) -> Iterator[Path]:
    """An empty folder in `root` for the length of the block; left-overs go first."""
    folder = root / f"{PREFIX}{uuid.uuid4().hex}"
    lock = FileLock(_lock_of(folder))
    with FileLock(root / ".staging.lock"):
        _sweep(root)
        lock.acquire()
        folder.mkdir()
    try:
        yield folder
    finally:
        _remove(folder)
        lock.release()


def _sweep(root: Path) -> None:
    """Remove the folders of makers that died; the caller keeps new ones from coming."""
    for path in root.glob(f"{PREFIX}*{LOCK}"):
        try:
            with FileLock(path, timeout=0):
                _remove(path.with_name(path.name.removesuffix(LOCK)))
        except Timeout:
            continue  # a version that is being made, perhaps for minutes


def _lock_of(folder: Path) -> Path:
    # beside the folder and not in it, because the folder becomes the version
    return folder.with_name(folder.name + LOCK)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    _lock_of(folder).unlink(missing_ok=True)
