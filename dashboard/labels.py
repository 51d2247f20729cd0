"""The ten classes of Fashion-MNIST in the order of their label numbers."""

import numpy as np

LABELS: tuple[str, ...] = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
CLASSES = len(LABELS)


def one_hot(labels: np.ndarray) -> np.ndarray:
    """Integers [n] to float32 [n, 10] with a single one a row."""
    return np.eye(CLASSES, dtype=np.float32)[labels]
