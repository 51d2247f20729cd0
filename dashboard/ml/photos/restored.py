"""A network for photographs built again from its weights."""

from pathlib import Path

import keras

from dashboard.ml import checkpoint
from dashboard.ml.photos import network


def restored(side: int, weights: Path) -> keras.Model:
    """The network with the weights of a version or of a run.

    Raises:
        StoreError: `weights` is missing, damaged or of another network.
    """
    model = network.build(side, "none", dropout=0.0)
    checkpoint.load(model, weights)
    return model
