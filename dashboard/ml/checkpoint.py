"""Weights of a network as an `.npz` file: no pickle, no code, written in one step."""

from pathlib import Path

import keras
import numpy as np

from dashboard import atomic
from dashboard.errors import StoreError
from dashboard.ml import shared


def names(model: keras.Model) -> dict[str, keras.Variable]:
    """Every saved variable by its path, "layer/variable"; seed generators are left out.

    A layer may have layers of its own: "block1_attention/query/kernel".
    """
    return {v.path: v for layer in model.layers for v in layer.weights}


def arrays_of(model: keras.Model) -> dict[str, np.ndarray]:
    """Copies of all weights by name."""
    # a copy, because torch hands out the very memory it trains in
    return {n: np.asarray(v).copy() for n, v in names(model).items()}


def put(model: keras.Model, arrays: dict[str, np.ndarray]) -> None:
    """Put weights by name into a network that has these very names."""
    for name, variable in names(model).items():
        variable.assign(arrays[name])


def save(model: keras.Model, path: Path, dtype: str = "float32") -> None:
    """Write all weights; "float16" halves what ships, and takes the time to pack it."""
    kept = {n: array.astype(dtype) for n, array in arrays_of(model).items()}
    write = np.savez_compressed if dtype == "float16" else np.savez
    atomic.write_with(path, lambda file: write(file, **kept), "best")


def load(model: keras.Model, path: Path) -> None:
    """Put saved weights into a network of the same recipe.

    What weights.npz of a version leaves out is read from the graph beside it.

    Raises:
        StoreError: the file is damaged or belongs to another network; the model is
            left as it was.
    """
    try:
        saved = shared.read(path)
    except ValueError as error:
        raise StoreError(
            f"Expected {path} to hold network weights. Received: {error}. "
            "Publish or train this version again."
        ) from error
    variables = names(model)
    found = {name: array.shape for name, array in saved.items()}
    expected = {name: tuple(v.shape) for name, v in variables.items()}
    if found != expected:
        odd = sorted(set(found.items()) ^ set(expected.items()))[:3]
        raise StoreError(
            f"Expected {path} to fit the network. Received: differences at {odd}. "
            "Build the network from the recipe in the same version's manifest."
        )
    put(model, {name: array.astype("float32") for name, array in saved.items()})
