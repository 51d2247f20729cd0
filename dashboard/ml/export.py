"""From a trained network to what is served: the ONNX graph, its head, its weights.

Every export is compared with the Keras network before anyone may publish it.
"""

import contextlib
import io
import os
import warnings
from pathlib import Path

import keras
import numpy as np
import onnxruntime

from dashboard.arrays import without_loss
from dashboard.errors import StoreError
from dashboard.ml import checkpoint, halves, network, quantization, shared

TOLERANCE = 1e-4  # of the largest logit; float32 sums in another order differ less
HALVES = 1e-2  # the same for weights rounded once more, to 11 binary digits
OUTPUTS = [network.LOGITS, network.EMBEDDING, network.FEATURES]


def export(
    model: keras.Model, folder: Path, images: np.ndarray, mirror: bool = False
) -> None:
    """Write model.onnx, head.npz and weights.npz (float16) of a network.

    The weights are rounded first, to float16 and the kernels of a very large network to
    8 bits, so that the graph, the stored weights and every figure measured on the graph
    belong to the same numbers. The graph keeps in float16 what loses nothing by it; a
    large one everything, which rounds once more what was folded together in it.

    Args:
        images: uint8 [n, 28, 28] to compare graph and network on.
        mirror: as in `network.serving`.

    Raises:
        StoreError: the graph does not answer as the network does.
    """
    path, weights = folder / "model.onnx", folder / "weights.npz"
    known = quantization.quantize(model)
    checkpoint.save(model, weights, "float16")
    checkpoint.load(model, weights)
    serving = network.serving(model, mirror)
    write_graph(serving, path)
    write_head(network.head_layers(model), folder / "head.npz")
    check_parity(serving, path, images)
    graph = path.read_bytes()
    kept = halves.stored(quantization.stored(graph, known))
    if kept is not graph:
        path.write_bytes(kept)  # synced with the whole folder
        tolerance = HALVES if halves.rounded(graph) else TOLERANCE
        check_parity(serving, path, images, tolerance)
    shared.write(weights, path)


def write_graph(serving: keras.Model, path: Path) -> None:
    """Export a model of one input, uint8 [batch, ...], as an ONNX graph."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")  # the converter's own, about NumPy names
        _convert(serving, path)
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _convert(serving: keras.Model, path: Path) -> None:
    if keras.backend.backend() != "tensorflow":
        # the exporter wants a called model
        serving(np.zeros((1, *serving.input.shape[1:]), np.uint8))
        serving.export(path, format="onnx", verbose=False)
        return
    # as `serving.export` does, which prepares for a SavedModel besides: it traces the
    # network three times and walks through its layers, two fifths of the time
    import tensorflow
    import tf2onnx

    image = serving.input
    signature = [tensorflow.TensorSpec(image.shape, image.dtype, name=image.name)]
    traced = tensorflow.function(serving, input_signature=signature, autograph=False)
    tf2onnx.convert.from_function(traced, signature, output_path=str(path))


def write_head(dense: list[keras.layers.Dense], path: Path) -> None:
    """Write the layers after pooling, in order; Grad-CAM needs their weights."""
    found = {}
    for number, layer in enumerate(dense):
        found[f"kernel{number}"] = np.asarray(layer.kernel)
        found[f"bias{number}"] = np.asarray(layer.bias)
    with path.open("wb") as file:
        np.savez(file, **without_loss(found))


def check_parity(
    model: keras.Model, path: Path, images: np.ndarray, tolerance: float = TOLERANCE
) -> float:
    """The largest difference of logits between graph and network.

    Raises:
        StoreError: it is over `tolerance` of the largest logit.
    """
    expected = np.asarray(model(images, training=False)[network.LOGITS])
    session = onnxruntime.InferenceSession(
        path.read_bytes(), providers=["CPUExecutionProvider"]
    )
    found = session.run([network.LOGITS], {"image": images})[0]
    difference = float(np.abs(expected - found).max())
    scale = max(1.0, float(np.abs(expected).max()))
    if not difference <= tolerance * scale:
        raise StoreError(
            f"Expected {path.name} to answer as the network within {tolerance:g} of "
            f"its scale {scale:.1f}. Received: a difference of {difference:g}. "
            "Nothing was published; report this with the recipe."
        )
    return difference
