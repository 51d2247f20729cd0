"""Photographs in a folder of folders, and which labels are right for each folder.

A mapping file says it, as JSON or CSV; `CLOTHING` is the one of the public "clothing
dataset" by A. Grigorev and contributors, for which no file is needed.
"""

import csv
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dashboard.errors import DataError
from dashboard.labels import CLASSES, LABELS

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".bmp"}
MAPPINGS = ("mapping.json", "mapping.csv")
NONE = frozenset({"", "none", "none of the ten"})  # other words for no right answer
CLOTHING: dict[str, tuple[str, ...]] = {
    "t-shirt": ("T-shirt/top",),
    "pants": ("Trouser",),
    "longsleeve": ("Pullover",),
    "dress": ("Dress",),
    "outwear": ("Coat",),
    "shirt": ("Shirt",),
    "shoes": ("Sandal", "Sneaker", "Ankle boot"),
    "hat": (),
    "shorts": (),
    "skirt": (),
}
Mappings = Mapping[str, tuple[str, ...]]
# what reading JSON of another form, or a damaged file, raises
_UNREADABLE = (
    OSError,
    ValueError,
    AttributeError,
    TypeError,
    RecursionError,
    csv.Error,
)


@dataclass(frozen=True)
class Photo:
    """One file with the name of its folder and the labels that are right for it."""

    path: Path
    folder: str
    right: tuple[str, ...]

    @property
    def answers(self) -> np.ndarray:
        """float32 [10]: 1 for each right label; all 0 for none of the ten."""
        return np.array([label in self.right for label in LABELS], np.float32)

    def held_out(self, share: float) -> bool:
        """Whether it belongs to the `share` that tunes, by its file name alone."""
        return zlib.crc32(self.path.name.encode()) % 1000 < share * 1000


def photos(folder: Path, mapping: Path | None = None) -> list[Photo]:
    """Every picture below `folder`, in the order of their names.

    Args:
        mapping: the mapping file; None takes `mapping.json` or `mapping.csv` in the
            folder or beside it, else `CLOTHING`.

    Raises:
        DataError: no such folder, no picture in it, or a mapping that does not fit.
    """
    if not folder.is_dir():
        raise DataError(
            f"Expected a folder of folders with photographs. Received: {folder}, "
            "which is none. Give another one."
        )
    labels = _mapping_for(folder, mapping)
    found = []
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        files = [f for f in place.rglob("*") if _is_picture(f)]
        if files and place.name not in labels:
            raise DataError(
                f"Expected right labels for the folder {place.name!r}. Received: a "
                f"mapping of {sorted(labels)}. Add it, with an empty list for none."
            )
        found += [Photo(file, place.name, labels[place.name]) for file in sorted(files)]
    if not found:
        raise DataError(
            f"Expected folders with pictures in {folder}. Received: none. Put one "
            "folder for each class there."
        )
    return found


def read_mapping(path: Path) -> Mappings:
    """Folder name to right labels, from JSON or CSV.

    JSON: {"pants": ["Trouser"], "hat": []}; a single label may stand alone. CSV: the
    folder, then its labels, in a column each or divided by ";" or "|".

    Raises:
        DataError: it cannot be read, or names a label that is not one of the ten.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        pairs = _json(text) if path.suffix.lower() == ".json" else _csv(text)
    except _UNREADABLE as error:
        raise DataError(
            f"Expected {path} to map folders to labels. Received: {error}. As JSON: "
            '{"pants": ["Trouser"], "hat": []}.'
        ) from error
    for folder, labels in pairs.items():
        if wrong := [label for label in labels if label not in LABELS]:
            raise DataError(
                f"Expected labels among {', '.join(LABELS)} for {folder!r}. Received: "
                f"{wrong}. Correct {path}."
            )
    return pairs


def answers(found: list[Photo]) -> np.ndarray:
    """float32 [n, 10] of all photographs, in order."""
    rows = [photo.answers for photo in found]
    return np.stack(rows) if rows else np.zeros((0, CLASSES), np.float32)


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.is_file()


def _mapping_for(folder: Path, mapping: Path | None) -> Mappings:
    if mapping:
        return read_mapping(mapping)
    for place in (folder, folder.parent):
        for name in MAPPINGS:
            if (place / name).is_file():
                return read_mapping(place / name)
    return CLOTHING | {label: (label,) for label in LABELS if "/" not in label}


def _json(text: str) -> Mappings:
    pairs = json.loads(text).items()
    return {
        folder: _labels([value] if isinstance(value, str) else value or [])
        for folder, value in pairs
    }


def _csv(text: str) -> Mappings:
    rows = [row for row in csv.reader(text.splitlines()) if row and row[0].strip()]
    if rows and rows[0][0].strip().lower() in ("folder", "class", "directory"):
        rows = rows[1:]
    parts = {
        row[0].strip(): ";".join(row[1:]).replace("|", ";").split(";") for row in rows
    }
    return {folder: _labels(labels) for folder, labels in parts.items()}


def _labels(values: list[str]) -> tuple[str, ...]:
    return tuple(v.strip() for v in values if v.strip().lower() not in NONE)
