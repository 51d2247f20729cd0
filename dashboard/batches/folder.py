"""The folder of batches, `<root>/<id>/`: pictures that were sent together, for a day.

All of it may be deleted at any time. Nothing is kept in memory, so several processes
may serve one batch. What lies in a batch is batch.py.
"""

import re
import secrets
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from dashboard.batches.batch import Batch
from dashboard.errors import BatchError

ID = re.compile(r"[0-9a-f]{24}")
KEPT_SECONDS = 24 * 60 * 60
MAX_TOTAL = 512 << 20  # bytes of all batches; the oldest go first


class Batches:
    """The batches below one folder.

    Args:
        now: seconds since 1970, for tests.
    """

    def __init__(
        self,
        root: Path,
        now: Callable[[], float] = time.time,
        max_total: int = MAX_TOTAL,
    ):
        self.root = root
        self._now = now
        self._max_total = max_total

    def create(self) -> Batch:
        """A new, empty batch; makes room for it first."""
        # other people of this machine need not see the pictures
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(self.root / ".lock"):
            self._sweep()
            batch = Batch(self.root / secrets.token_hex(12))
            batch.begin(self._now())
        return batch

    def get(self, batch_id: object) -> Batch:
        """A batch that is still kept.

        Raises:
            BatchError: the id is malformed, or no such batch is there any more.
        """
        if not isinstance(batch_id, str) or not ID.fullmatch(batch_id):
            raise _gone()
        batch = Batch(self.root / batch_id)
        if batch.folder.is_symlink() or not self._is_kept(batch):
            raise _gone()
        return batch

    def sweep(self) -> None:
        """Remove batches older than a day, then the oldest beyond the total size."""
        if self.root.is_dir():
            with FileLock(self.root / ".lock"):
                self._sweep()

    def _sweep(self) -> None:
        batches = [Batch(p) for p in self.root.iterdir() if ID.fullmatch(p.name)]
        batches.sort(key=Batch.begun_at, reverse=True)
        total = 0
        for batch in batches:
            total += batch.size()
            if total > self._max_total or not self._is_kept(batch):
                shutil.rmtree(batch.folder, ignore_errors=True)

    def _is_kept(self, batch: Batch) -> bool:
        return self._now() - batch.begun_at() < KEPT_SECONDS


def _gone() -> BatchError:
    return BatchError(
        "These pictures are no longer kept: answers to many pictures stay for a day at "
        "most. Choose the pictures again."
    )
