"""The folder of corrections, `<root>/<id>/`: picture, pixels and entry.json each.

It belongs to the person: everything in it opens without Lookbook. Nothing here is kept
in memory, so files that are deleted by hand are gone.
"""

from __future__ import annotations  # the method `list` hides the builtin below it

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from PIL import Image

from dashboard import atomic
from dashboard.corrections import reading, writing
from dashboard.corrections.entry import Correction, id_of
from dashboard.corrections.reading import ENTRY
from dashboard.errors import CorrectionError

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
        return reading.entry(self.root, entry_id)

    def pixels(self, entry_id: str) -> np.ndarray:
        """What the model saw, uint8 [28, 28].

        Raises:
            CorrectionError: as `get`; or the pixels are not those of the id.
        """
        return reading.pixels(self.root, entry_id)

    def pixels_file(self, entry_id: str) -> Path:
        """The file of `pixels`; as `get` raises."""
        return reading.pixels_file(self.root, entry_id)

    def picture(self, entry_id: str) -> Path:
        """The file of the picture.

        Raises:
            CorrectionError: the id is malformed or unknown, or the file is missing.
        """
        return reading.picture_file(self.root, entry_id)

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
        with writing.alone(self.root):
            if earlier := self._earlier(entry.id):
                entry = replace(entry, saved_at=earlier.saved_at)
                atomic.write_json(self.root / entry.id / ENTRY, entry.to_dict())
                return entry
            writing.put(self.root, entry, original, pixels)
        return entry

    def _earlier(self, entry_id: str) -> Correction | None:
        """The correction of the same picture; a damaged one makes room."""
        try:
            return self.get(entry_id)
        except CorrectionError:
            if (self.root / entry_id).exists():
                writing.remove(self.root, entry_id)
            return None

    def relabel(self, entry_id: str, label: str) -> Correction:
        """Give a correction another label.

        Raises:
            CorrectionError: as `get`, or the label is none of entry.CHOICES.
        """
        with writing.alone(self.root):
            changed = replace(self.get(entry_id), label=label)
            atomic.write_json(self.root / entry_id / ENTRY, changed.to_dict())
        return changed

    def delete(self, entry_id: str) -> None:
        """Remove a correction with its picture, also a damaged one.

        Raises:
            CorrectionError: the id is malformed or unknown.
        """
        with writing.alone(self.root):
            reading.existing(self.root, entry_id)
            writing.remove(self.root, entry_id)

    def _names(self) -> list[str]:
        if not self.root.is_dir():
            return []
        names = (path.name for path in self.root.iterdir() if path.is_dir())
        return [name for name in names if not name.startswith(HIDDEN)]
