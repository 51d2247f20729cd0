"""Reading `.npz` files, of which any damage is one kind of error."""

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
