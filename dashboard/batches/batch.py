"""One batch on disk: answers as JSON lines, thumbnails, and what waits for its turn.

begun            seconds since 1970
answers/N.jsonl  a portion's answers from row N on, whole or not at all
thumbnails/N.webp
waiting/         files out of an archive, see waiting.py
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock
from PIL import Image

from dashboard import atomic
from dashboard.batches.waiting import Waiting
from dashboard.errors import BatchError

MOST_ROWS = 1000
QUALITY = 80  # of a thumbnail, WebP
REMOVED = "These pictures were removed meanwhile. Send them again."
Row = dict[str, Any]


@dataclass(frozen=True)
class Batch:
    """The batch in `folder`, whose name is its id."""

    folder: Path

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def waiting(self) -> Waiting:
        """What was unpacked and has no answer yet."""
        return Waiting(self.folder / "waiting")

    def begin(self, now: float) -> None:
        """Make the folder; the time makes it a batch."""
        for name in ("answers", "thumbnails", "waiting"):
            (self.folder / name).mkdir(parents=True)
        atomic.write_bytes(self.folder / "begun", str(now).encode())

    def begun_at(self) -> float:
        """Seconds since 1970; 0 for a folder that is no whole batch."""
        try:
            return float((self.folder / "begun").read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0.0

    def size(self) -> int:
        """Bytes of all its files."""
        total = 0
        for folder, _, names in os.walk(self.folder):
            for name in names:
                try:
                    total += os.lstat(os.path.join(folder, name)).st_size
                except FileNotFoundError:
                    continue  # answered meanwhile
        return total

    def rows(self) -> list[Row]:
        """All answers in order, as they were given."""
        lines = []
        for portion in self._portions():
            lines += portion.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def count(self) -> int:
        """How many answers there are."""
        portions = self._portions()
        if not portions:
            return 0
        return int(portions[-1].stem) + portions[-1].read_bytes().count(b"\n")

    def append(self, rows: Sequence[tuple[Row, Image.Image | None]]) -> None:
        """Add answers, each with its thumbnail or None; see `alone`.

        Raises:
            BatchError: there would be more than MOST_ROWS, or it was removed meanwhile.
        """
        if not self.begun_at():  # or writing would make half a batch of it
            raise BatchError(REMOVED)
        first = self.count()
        if first + len(rows) > MOST_ROWS:
            raise too_many()
        if not rows:
            return
        for number, (_, small) in enumerate(rows, start=first):
            if small is not None:
                small.save(self.thumbnail(number), "WEBP", quality=QUALITY)
        lines = "".join(f"{json.dumps(row)}\n" for row, _ in rows)
        # only now do readers see the rows, and then with their thumbnails
        path = self.folder / "answers" / f"{first:06d}.jsonl"
        atomic.write_bytes(path, lines.encode("ascii"))

    def thumbnail(self, number: int) -> Path:
        """The file of a row's thumbnail; a row without a picture has none."""
        return self.folder / "thumbnails" / f"{number:06d}.webp"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One writer of this batch at a time, in any process."""
        with FileLock(self.folder / ".lock"):
            yield

    def _portions(self) -> list[Path]:
        return sorted((self.folder / "answers").glob("[0-9]*.jsonl"))


def too_many() -> BatchError:
    """There is no room for so many rows."""
    return BatchError(
        f"At most {MOST_ROWS:,} pictures at a time, please. Send the others by "
        "themselves; the command line takes folders of any size.",
        413,
    )
