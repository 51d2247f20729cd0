"""What a version answered for the validation and test images when it was published."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dashboard import arrays
from dashboard.errors import StoreError
from dashboard.labels import CLASSES
from dashboard.store.version import Version

REQUIRED = (
    *("validation_logits", "validation_probabilities"),
    *("test_logits", "test_probabilities"),
)
OPTIONAL = ("held_logits", "held_answers")
KEPT = 16  # versions; about 1.2 MB each


@dataclass(frozen=True)
class Predictions:
    """Read-only float32 arrays, [5000, 10] for validation and [10000, 10] for test.

    Attributes:
        held_logits, held_answers: float32 [n, 10] of the pictures that were held out
            of the training of a version for photographs, and which labels are right
            for each; None for others.
    """

    validation_logits: np.ndarray
    validation_probabilities: np.ndarray
    test_logits: np.ndarray
    test_probabilities: np.ndarray
    held_logits: np.ndarray | None = None
    held_answers: np.ndarray | None = None


def load(version: Version) -> Predictions:
    """The stored answers of a version, kept in memory: versions never change.

    Raises:
        StoreError: the file is damaged.
    """
    return _load(version.file("predictions.npz"), version.manifest["created_at"])


@lru_cache(maxsize=KEPT)
def _load(path, _created_at) -> Predictions:
    try:
        stored = arrays.read(path)
        found = {name: stored[name] for name in REQUIRED}
        found |= {name: stored[name] for name in OPTIONAL if name in stored}
    except (ValueError, KeyError) as error:
        raise StoreError(
            f"Expected {path} to hold a version's answers. Received: {error}. "
            "Publish the version again, or choose another one."
        ) from error
    for name, array in found.items():
        if array.ndim != 2 or array.shape[1] != CLASSES:
            raise StoreError(
                f"Expected {name} of {path} with {CLASSES} columns. "
                f"Received: shape {array.shape}. Publish the version again."
            )
        array.setflags(write=False)
    return Predictions(**found)
