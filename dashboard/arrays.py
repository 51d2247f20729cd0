"""`.npz` files: any damage is one kind of error; float16 where that loses nothing."""

import zipfile
import zlib
from pathlib import Path

import numpy as np


def read(path: Path) -> dict[str, np.ndarray]:
    """Every array of the file by name; nothing in it is unpickled.

    Raises:
        ValueError: the file is missing, damaged, no archive or holds objects.
    """
    try:
        # opened here: np.load leaves a file open whose archive is damaged
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            return dict(archive)
    except (OSError, EOFError, TypeError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(str(error)) from error


def without_loss(values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The same arrays, those of float32 as float16 where every number stays the same.

    What an exported network holds was rounded to float16 before, so that is most.
    """
    return {name: _half(array) for name, array in values.items()}


def _half(array: np.ndarray) -> np.ndarray:
    exact = array.dtype == np.float32 and is_half(array)
    return array.astype(np.float16) if exact else array


def is_half(array: np.ndarray) -> bool:
    """Whether float16 holds every number of it exactly; NaN it does not."""
    with np.errstate(over="ignore"):  # what is too large becomes infinite, and differs
        return np.array_equal(array.astype(np.float16), array)
