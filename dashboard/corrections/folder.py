"""The folder of corrections, `<root>/<id>/`: picture, pixels and entry.json each.

It belongs to the person: everything in it opens without Lookbook. Nothing here is kept
in memory, so files that are deleted by hand are gone.
"""

from __future__ import annotations  # the method `list` hides the builtin below it

import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from filelock import FileLock
from PIL import Image, UnidentifiedImageError

from dashboard import atomic
from dashboard.corrections import picture
from dashboard.corrections.entry import Correction, check_id, id_of
from dashboard.errors import CorrectionError

ENTRY, PIXELS = "entry.json", "pixels.png"
# what is being written or deleted; never read
HIDDEN = "."


@dataclass(frozen=True)
class Listing:
    """What lies in the folder.

    Attributes:
        entries: the readable corrections, newest first.
        damaged: names of folders that are none, or not whole.
    """

    entries: list[Correction]
    damaged: list[str]


class Corrections:
    """The corrections below one folder; several processes may use it at once."""

    def __init__(self, root: Path):
        self.root = root

    def list(self) -> Listing:
        """Every correction, and the names of what cannot be read."""
        entries, damaged = [], []
        for name in self._names():
            try:
                entries.append(self.get(name))
            except CorrectionError:
                damaged.append(name)
        entries.sort(key=lambda entry: (entry.saved_at, entry.id), reverse=True)
        return Listing(entries, sorted(damaged))

    def get(self, entry_id: str) -> Correction:
        """One correction.

        Raises:
            CorrectionError: the id is malformed, unknown, or the entry is damaged.
        """
        folder = self._existing(entry_id)
        self.picture(entry_id)
        self.pixels(entry_id)
        try:
            found = Correction.from_dict(json.loads((folder / ENTRY).read_bytes()))
        except (OSError, ValueError, RecursionError, CorrectionError) as error:
            raise _damaged(folder, error) from error
        if found.id != entry_id:
            raise _damaged(folder, f"the entry of {found.id}")
        return found

    def pixels(self, entry_id: str) -> np.ndarray:
        """What the model saw, uint8 [28, 28].

        Raises:
            CorrectionError: as `get`; or the pixels are not those of the id.
        """
        folder = self._existing(entry_id)
        try:
            with Image.open(folder / PIXELS, formats=("PNG",)) as image:
                found = np.asarray(image)
        except (OSError, ValueError, SyntaxError, UnidentifiedImageError) as error:
            raise _damaged(folder, error) from error
        if found.shape != (28, 28) or id_of(found) != entry_id:
            raise _damaged(folder, "other pixels")
        return found

    def pixels_file(self, entry_id: str) -> Path:
        """The file of `pixels`; as `get` raises."""
        return self._existing(entry_id) / PIXELS

    def picture(self, entry_id: str) -> Path:
        """The file of the picture.

        Raises:
            CorrectionError: the id is malformed or unknown, or the file is missing.
        """
        folder = self._existing(entry_id)
        for name in picture.NAMES:
            path = folder / name
            if path.is_file() and path.stat().st_size:
                return path
        raise _damaged(folder, "no picture")

    def save(self, original: Image.Image, pixels: np.ndarray, **facts) -> Correction:
        """Store a correction; of a picture that is there already, only the new facts.

        Args:
            original: the picture as it was sent; at most picture.LONGEST_EDGE are kept.
            pixels: uint8 [28, 28], what the model saw.
            facts: label, answer, version, steps, note, in_dataset of `Correction`.

        Raises:
            CorrectionError: a fact is not what it should be; nothing is stored.
        """
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        entry = Correction(id=id_of(pixels), saved_at=at, **facts)
        with self._alone():
            if earlier := self._earlier(entry.id):
                entry = replace(entry, saved_at=earlier.saved_at)
                atomic.write_json(self.root / entry.id / ENTRY, entry.to_dict())
                return entry
            draft = self.root / f".new-{uuid.uuid4().hex}"
            draft.mkdir()
            picture.write(draft, original)
            Image.fromarray(np.asarray(pixels)).save(draft / PIXELS)
            atomic.write_json(draft / ENTRY, entry.to_dict())
            atomic.sync_tree(draft)
            os.rename(draft, self.root / entry.id)
            atomic.sync_folder(self.root)
        return entry

    def _earlier(self, entry_id: str) -> Correction | None:
        """The correction of the same picture; a damaged one makes room."""
        try:
            return self.get(entry_id)
        except CorrectionError:
            if (self.root / entry_id).exists():
                self._remove(entry_id)
            return None

    def relabel(self, entry_id: str, label: str) -> Correction:
        """Give a correction another label.

        Raises:
            CorrectionError: as `get`, or the label is none of entry.CHOICES.
        """
        with self._alone():
            changed = replace(self.get(entry_id), label=label)
            atomic.write_json(self.root / entry_id / ENTRY, changed.to_dict())
        return changed

    def delete(self, entry_id: str) -> None:
        """Remove a correction with its picture, also a damaged one.

        Raises:
            CorrectionError: the id is malformed or unknown.
        """
        with self._alone():
            self._existing(entry_id)
            self._remove(entry_id)

    def _remove(self, entry_id: str) -> None:
        gone = self.root / f".gone-{uuid.uuid4().hex}"
        os.rename(self.root / entry_id, gone)
        atomic.sync_folder(self.root)
        shutil.rmtree(gone)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time; clears what one that died left half-way."""
        # other people of this machine need not see them
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(self.root / ".lock"):
            for left_over in (*self.root.glob(".new-*"), *self.root.glob(".gone-*")):
                shutil.rmtree(left_over, ignore_errors=True)
            yield

    def _names(self) -> list[str]:
        if not self.root.is_dir():
            return []
        names = (path.name for path in self.root.iterdir() if path.is_dir())
        return [name for name in names if not name.startswith(HIDDEN)]

    def _existing(self, entry_id: str) -> Path:
        folder = self.root / check_id(entry_id)
        if folder.is_symlink() or not folder.is_dir():
            raise CorrectionError(
                f"Expected a correction in {self.root}. Received: id={entry_id!r}, "
                "which is not there; it may have been deleted. Reload the page."
            )
        return folder


def _damaged(folder: Path, what: object) -> CorrectionError:
    return CorrectionError(
        f"Expected {folder} to hold a whole correction. Received: {what}. Delete it "
        "or restore it."
    )
