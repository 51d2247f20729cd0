"""The training history that a version keeps."""

from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.errors import StoreError
from dashboard.store.version import Version


def rows(version: Version) -> list[dict[str, Any]]:
    """One dict per epoch: epoch, phase, loss, accuracy, validation_loss, ...

    Raises:
        StoreError: the file is damaged.
    """
    return [dict(row) for row in _rows(version.file("history.csv"))]


@lru_cache(maxsize=64)
def _rows(path) -> tuple[dict[str, Any], ...]:
    try:
        return tuple(pd.read_csv(path).to_dict("records"))
    except (OSError, ValueError) as error:
        raise StoreError(
            f"Expected {path} to be a table of epochs. Received: {error}. "
            "Publish the version again, or choose another one."
        ) from error
