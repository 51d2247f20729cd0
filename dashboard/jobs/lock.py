"""Kernel locks on files (flock): who is alive, and one writer at a time. The kernel
frees a lock on any death of its holder, so nothing here knows of pids or time-outs of
others."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.errors import RunError

# a probe of held() takes a shared lock for microseconds; takers outwait it
PROBE_SECONDS = 0.25
RETRY_SECONDS = 0.005
INHERITED = "LOOKBOOK_INHERITED_LOCK"


class FileLock:
    """An exclusive lock, held from birth until release() or the process's death."""

    def __init__(self, handle: int):
        self._handle = handle

    def release(self) -> None:
        """Give the lock back; more than once is harmless."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def fileno(self) -> int:
        """The open file that carries the lock."""
        return self._handle

    def __enter__(self) -> "FileLock":
        return self

    def __exit__(self, *error) -> None:
        self.release()


def acquire(path: Path, seconds: float = PROBE_SECONDS) -> FileLock | None:
    """Take the lock within `seconds`, or None when another process keeps it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    end = time.monotonic() + seconds
    try:
        while not _try(handle, fcntl.LOCK_EX):
            if time.monotonic() >= end:
                os.close(handle)
                return None
            time.sleep(RETRY_SECONDS)
    except BaseException:
        os.close(handle)
        raise
    return FileLock(handle)


def inherited(path: Path) -> FileLock | None:
    """The lock that this process was born with, when its starter took it for it.

    The lock belongs to the open file, which starter and child share: it is held from
    before the child's first breath, and free when both have closed it or died.
    """
    try:
        handle = int(os.environ.pop(INHERITED, ""))
        same = os.path.samestat(os.fstat(handle), os.stat(path))
    except (ValueError, OSError):
        return None
    if not same or not _try(handle, fcntl.LOCK_EX):
        return None
    os.set_inheritable(handle, False)
    return FileLock(handle)


@contextmanager
def locked(path: Path, seconds: float = 10.0) -> Iterator[None]:
    """Hold the lock for a short section.

    Raises:
        RunError: another process kept it longer than `seconds`.
    """
    lock = acquire(path, seconds)
    if lock is None:
        raise RunError(
            f"Expected {path} to be free within {seconds:g} s. Received: another "
            "process holds it. Look for a stopped Lookbook process and end it."
        )
    with lock:
        yield


def held(path: Path) -> bool:
    """Whether a living process has the lock; asking does not keep it."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        # shared, so that two who ask at once do not take each other for a holder
        return not _try(handle, fcntl.LOCK_SH)
    finally:
        os.close(handle)


def _try(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
