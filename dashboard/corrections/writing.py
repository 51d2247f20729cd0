"""Writing corrections below a folder: each is there whole or not at all."""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from filelock import FileLock
from PIL import Image

from dashboard import atomic
from dashboard.corrections import picture
from dashboard.corrections.entry import Correction
from dashboard.corrections.reading import ENTRY, PIXELS


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """One writer at a time; clears what one that died left half-way."""
    # other people of this machine need not see them
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(root / ".lock"):
        for left_over in (*root.glob(".new-*"), *root.glob(".gone-*")):
            shutil.rmtree(left_over, ignore_errors=True)
        yield


def put(
    root: Path, entry: Correction, original: Image.Image, pixels: np.ndarray
) -> None:
    """Store a new correction with its picture; as `Corrections.save`."""
    draft = root / f".new-{uuid.uuid4().hex}"
    draft.mkdir()
    picture.write(draft, original)
    Image.fromarray(np.asarray(pixels)).save(draft / PIXELS)
    atomic.write_json(draft / ENTRY, entry.to_dict())
    atomic.sync_tree(draft)
    os.rename(draft, root / entry.id)
    atomic.sync_folder(root)


def remove(root: Path, entry_id: str) -> None:
    """Remove a correction, so that no reader sees half of it."""
    gone = root / f".gone-{uuid.uuid4().hex}"
    os.rename(root / entry_id, gone)
    atomic.sync_folder(root)
    shutil.rmtree(gone)
