"""ImageNet weights out of another Keras file (HDF5): a network that was trained further
for something else keeps the layers that were frozen as Keras published them.

HDF5 holds arrays and names, no code.
"""

import hashlib
from pathlib import Path

import h5py
import keras
import numpy as np

from dashboard.atomic import write_with
from dashboard.errors import WeightsError

Arrays = dict[str, list[np.ndarray]]
# what Keras 2 called the kernel of a depthwise convolution
FORMER_NAMES = {"depthwise_kernel": "kernel"}


def extract(source: Path, network: keras.Model, sha256: str) -> Arrays:
    """Find the weights of every layer of `network`, by the names of its layers.

    Args:
        source: a whole model, or weights alone; the network may be a part of it, also
            one nested as a layer.
        sha256: of the arrays that are wanted, see `digest`.

    Returns:
        float32 arrays of each layer that has weights, in the network's order.

    Raises:
        WeightsError: the file cannot be read, lacks a layer, has another shape, or
            holds other weights.
    """
    held = _arrays(source)
    found = {}
    for layer in (layer for layer in network.layers if layer.weights):
        wanted = {weight.name: tuple(weight.shape) for weight in layer.weights}
        arrays = [held.get((layer.name, name)) for name in wanted]
        shapes = [None if array is None else array.shape for array in arrays]
        if shapes != list(wanted.values()):
            raise WeightsError(
                f"Expected {source} to hold the layer {layer.name} of {network.name} "
                f"with {wanted}. Received: {shapes}. Name a file of a network that was "
                "built on this one."
            )
        found[layer.name] = arrays
    if digest(found) != sha256:
        raise WeightsError(
            f"Expected the weights that Keras published for {network.name}, unchanged. "
            f"Received: others of the same shapes in {source}, trained further. Name a "
            "file in which these layers were frozen."
        )
    return found


def digest(layers: Arrays) -> str:
    """SHA-256 of all arrays, one after the other, as little-endian float32."""
    whole = hashlib.sha256()
    for array in (array for arrays in layers.values() for array in arrays):
        whole.update(np.ascontiguousarray(array, "<f4").tobytes())
    return whole.hexdigest()


def write(path: Path, layers: Arrays, network: keras.Model) -> None:
    """Write weights in the form that Keras offers for download, in one step."""
    names = {
        layer.name: [f"{layer.name}/{weight.name}:0" for weight in layer.weights]
        for layer in network.layers
    }

    def fill(file) -> None:
        with h5py.File(file, "w") as root:
            root.attrs["layer_names"] = [name.encode() for name in names]
            root.attrs["backend"] = b"tensorflow"
            root.attrs["keras_version"] = keras.__version__.encode()
            for layer, weights in names.items():
                group = root.create_group(layer)
                group.attrs["weight_names"] = [name.encode() for name in weights]
                for name, array in zip(weights, layers.get(layer, []), strict=True):
                    group.create_dataset(name, data=array)

    write_with(path, fill)


def _arrays(source: Path) -> dict[tuple[str, str], np.ndarray]:
    """(layer, weight) -> array, wherever in the file the layer stands."""
    found: dict[tuple[str, str], np.ndarray] = {}

    def keep(path: str, item) -> None:
        parts = path.split("/")
        if isinstance(item, h5py.Dataset) and len(parts) > 1:
            name = parts[-1].removesuffix(":0")
            found[parts[-2], FORMER_NAMES.get(name, name)] = item[()]

    try:
        with h5py.File(source) as file:
            # beside it lies the state of an optimizer, under similar names
            file.get("model_weights", file).visititems(keep)
    except (OSError, RuntimeError, KeyError) as error:
        raise WeightsError(
            f"Expected a model or weights of Keras as HDF5 in {source}. Received: "
            f"{error}. Name a file that ends in .h5, .hdf5 or .model."
        ) from error
    return found
