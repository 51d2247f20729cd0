"""Reading one correction, `<root>/<id>/`: what is not whole is refused."""

import json
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from dashboard.corrections import picture
from dashboard.corrections.entry import Correction, check_id, id_of
from dashboard.errors import CorrectionError

ENTRY, PIXELS = "entry.json", "pixels.png"


def entry(root: Path, entry_id: str) -> Correction:
    """One correction.

    Raises:
        CorrectionError: the id is malformed, unknown, or the entry is damaged.
    """
    folder = existing(root, entry_id)
    picture_file(root, entry_id)
    pixels(root, entry_id)
    try:
        found = Correction.from_dict(json.loads((folder / ENTRY).read_bytes()))
    except (OSError, ValueError, RecursionError, CorrectionError) as error:
        raise _damaged(folder, error) from error
    if found.id != entry_id:
        raise _damaged(folder, f"the entry of {found.id}")
    return found


def pixels(root: Path, entry_id: str) -> np.ndarray:
    """What the model saw, uint8 [28, 28].

    Raises:
        CorrectionError: as `entry`; or the pixels are not those of the id.
    """
    folder = existing(root, entry_id)
    try:
        with Image.open(folder / PIXELS, formats=("PNG",)) as image:
            found = np.asarray(image)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError) as error:
        raise _damaged(folder, error) from error
    if found.shape != (28, 28) or id_of(found) != entry_id:
        raise _damaged(folder, "other pixels")
    return found


def pixels_file(root: Path, entry_id: str) -> Path:
    """The file of `pixels`; as `existing` raises."""
    return existing(root, entry_id) / PIXELS


def picture_file(root: Path, entry_id: str) -> Path:
    """The file of the picture.

    Raises:
        CorrectionError: the id is malformed or unknown, or the file is missing.
    """
    folder = existing(root, entry_id)
    for name in picture.NAMES:
        path = folder / name
        if path.is_file() and path.stat().st_size:
            return path
    raise _damaged(folder, "no picture")


def existing(root: Path, entry_id: str) -> Path:
    """The folder of one correction.

    Raises:
        CorrectionError: the id is malformed or unknown.
    """
    folder = root / check_id(entry_id)
    if folder.is_symlink() or not folder.is_dir():
        raise CorrectionError(
            f"Expected a correction in {root}. Received: id={entry_id!r}, "
            "which is not there; it may have been deleted. Reload the page."
        )
    return folder


def _damaged(folder: Path, what: object) -> CorrectionError:
    return CorrectionError(
        f"Expected {folder} to hold a whole correction. Received: {what}. Delete it "
        "or restore it."
    )
