"""Arrays computed once from images and kept on disk: float16, memory-mapped, by key.

An entry appears whole or not at all; one that was interrupted goes on where it ended.
What is computed and what its key stands for is the matter of `dashboard.ml.features`.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock

from dashboard import atomic
from dashboard.errors import DataError

ARRAY, FACTS, DONE = "features.npy", "facts.json", "done.json"
RESERVE_BYTES = 1 << 30  # what stays free for checkpoints, logs and everybody else
CHECKPOINT_ROWS = 5_000
MOST = float(np.finfo(np.float16).max)


@dataclass(frozen=True)
class Entry:
    """One finished array.

    Attributes:
        facts: what it was computed from, in words and numbers.
        size: bytes on disk.
    """

    key: str
    folder: Path
    facts: dict[str, Any]
    size: int

    def open(self) -> np.ndarray:
        """The array float16 [rows, ...], memory-mapped, read-only."""
        return np.load(self.folder / ARRAY, mmap_mode="r", allow_pickle=False)


class FeatureCache:
    """The entries below one folder; many processes may use it at once."""

    def __init__(self, root: Path):
        self.root = root

    def entries(self) -> list[Entry]:
        """Finished entries, newest first."""
        found = [self._entry(folder) for folder in self._folders()]
        return sorted(
            (entry for entry in found if entry),
            key=lambda entry: entry.facts.get("made_at", ""),
            reverse=True,
        )

    def unfinished(self) -> list[Path]:
        """Folders of entries that somebody is computing, or stopped computing."""
        return sorted(self.root.glob("*.part")) if self.root.is_dir() else []

    def get(self, key: str) -> np.ndarray | None:
        """The array of a finished entry."""
        entry = self._entry(self.root / key)
        return entry.open() if entry else None

    def clear(self, key: str | None = None) -> int:
        """Remove one entry, or all with what is unfinished; returns the bytes freed.

        Raises:
            DataError: there is no entry of that key.
        """
        folders = [*self._folders(), *self.unfinished()]
        if key is not None:
            folders = [folder for folder in folders if folder.stem == key]
            if not folders:
                raise DataError(
                    f"Expected the key of a cached array. Received: {key!r}. List them "
                    "with `python -m dashboard features --list`."
                )
        freed = sum(_size(folder) for folder in folders)
        for folder in folders:
            shutil.rmtree(folder)
            # a process that waits on the lock makes the file anew
            (self.root / f"{folder.stem}.lock").unlink(missing_ok=True)
        return freed

    def make(
        self,
        key: str,
        shape: tuple[int, ...],
        facts: dict[str, Any],
        parts: Callable[[int], Iterator[np.ndarray]],
    ) -> np.ndarray:
        """The array of `key`, computed now if it is not there.

        Args:
            shape: rows first.
            facts: for people; JSON values.
            parts: given the row to begin with, yields arrays of consecutive rows.

        Raises:
            DataError: the disk has no room for it, or a value is beyond float16.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        with FileLock(self.root / f"{key}.lock"):
            if (found := self.get(key)) is None:
                self._fill(self.root / f"{key}.part", shape, parts)
                self._finish(key, facts)
                found = self.get(key)
        return found

    def _fill(self, folder: Path, shape, parts) -> None:
        row, array = _opened(folder, shape)
        kept = row
        for part in parts(row):
            _check_range(part)
            array[row : row + len(part)] = part
            row += len(part)
            if row - kept >= CHECKPOINT_ROWS or row == shape[0]:
                array.flush()
                atomic.write_json(folder / DONE, row)
                kept = row

    def _finish(self, key: str, facts: dict[str, Any]) -> None:
        folder = self.root / f"{key}.part"
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        atomic.write_json(folder / FACTS, {**facts, "made_at": made_at})
        (folder / DONE).unlink()
        atomic.sync_tree(folder)
        os.rename(folder, self.root / key)
        atomic.sync_folder(self.root)

    def _folders(self) -> list[Path]:
        if not self.root.is_dir():
            return []
        return [f for f in self.root.iterdir() if f.is_dir() and f.suffix != ".part"]

    def _entry(self, folder: Path) -> Entry | None:
        try:
            facts = json.loads((folder / FACTS).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return Entry(folder.name, folder, facts, _size(folder))


def _opened(folder: Path, shape: tuple[int, ...]) -> tuple[int, np.ndarray]:
    """How many rows an unfinished array holds, and the array for the rest."""
    with suppress(OSError, ValueError, EOFError):
        row = json.loads((folder / DONE).read_text("utf-8"))
        array = np.load(folder / ARRAY, mmap_mode="r+", allow_pickle=False)
        if array.shape == shape and array.dtype == np.float16:
            return row, array
    shutil.rmtree(folder, ignore_errors=True)
    _check_room(folder.parent, shape)
    folder.mkdir()
    array = np.lib.format.open_memmap(folder / ARRAY, "w+", np.float16, shape)
    return 0, array


def _check_room(root: Path, shape: tuple[int, ...]) -> None:
    needed = 2 * int(np.prod(shape, dtype=np.int64))
    free = shutil.disk_usage(root).free - RESERVE_BYTES
    if needed > free:
        raise DataError(
            f"Expected {needed / 1e9:.1f} GB of free space for frozen features (and "
            f"{RESERVE_BYTES / 1e9:.0f} GB to spare). Received: "
            f"{max(free, 0) / 1e9:.1f} GB. Remove old ones with `python -m dashboard "
            "features --clear`, or train with cached_views=0."
        )


def _check_range(part: np.ndarray) -> None:
    # written so that NaN is refused too
    if not np.abs(part).max(initial=0.0) <= MOST:
        raise DataError(
            f"Expected frozen features within {MOST:g}, the range of float16. "
            f"Received: {np.abs(part).max():g}. Train with cached_views=0."
        )


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
