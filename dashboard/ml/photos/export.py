"""From a trained network for photographs to the files that are served."""

from pathlib import Path

import keras
import numpy as np

from dashboard.ml import checkpoint, export, shared
from dashboard.ml.photos import network


def export_files(model: keras.Model, folder: Path, squares: np.ndarray) -> None:
    """Write model.onnx, head.npz and weights.npz (float16), as `ml.export` does.

    Args:
        squares: uint8 [n, side, side, 3] to compare graph and network on.

    Raises:
        StoreError: the graph does not answer as the network does.
    """
    checkpoint.save(model, folder / "weights.npz", "float16")
    checkpoint.load(model, folder / "weights.npz")
    serving = network.serving(model)
    export.write_graph(serving, folder / "model.onnx")
    export.write_head(network.head_layers(model), folder / "head.npz")
    export.check_parity(serving, folder / "model.onnx", squares)
    shared.write(folder / "weights.npz", folder / "model.onnx")
