"""Everything the next batch depends on, as arrays by name: taken from one network and
put into another one, be it of another image size or of another process."""

from dataclasses import dataclass

import keras
import numpy as np

from dashboard.errors import StoreError
from dashboard.ml import checkpoint

Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class Snapshot:
    """A training between two batches.

    Attributes:
        phase: the optimizer's variables belong to it; another phase trains others.
        optimizer: moments, learning rate and the number of steps, by variable.
        seeds: states of the random generators of layers, such as dropout.
    """

    phase: str
    weights: Arrays
    optimizer: Arrays
    seeds: Arrays


def take(phase: str, network: keras.Model, optimizer=None) -> Snapshot:
    """Copies of what a network and its optimizer, if there is one yet, hold."""
    return Snapshot(
        phase,
        checkpoint.arrays_of(network),
        {n: np.asarray(v).copy() for n, v in _of_optimizer(optimizer).items()},
        {n: np.asarray(v).copy() for n, v in _seeds(network).items()},
    )


def put(snapshot: Snapshot, network: keras.Model, optimizer, phase: str) -> None:
    """Go on from a snapshot; a new phase begins with a new optimizer.

    Raises:
        StoreError: it was taken from another network.
    """
    put_weights(snapshot, network)
    pairs = [(snapshot.seeds, _seeds(network))]
    if phase == snapshot.phase:
        pairs.append((snapshot.optimizer, _of_optimizer(optimizer)))
    for arrays, variables in pairs:
        _assign(arrays, variables)


def put_weights(snapshot: Snapshot, network: keras.Model) -> None:
    """The weights alone, before anything is made of them.

    Raises:
        StoreError: the snapshot was taken from another network.
    """
    _assign(snapshot.weights, checkpoint.names(network))


def _assign(arrays: Arrays, variables: dict[str, keras.Variable]) -> None:
    if odd := sorted(arrays.keys() ^ variables.keys())[:3]:
        raise StoreError(
            "Expected a training's state to fit its network. Received: differences "
            f"at {odd}. Start a new run; this one was begun by another version."
        )
    for name, variable in variables.items():
        variable.assign(arrays[name])


def _of_optimizer(optimizer) -> dict[str, keras.Variable]:
    # without the optimizer's own name, to which Keras adds a running number
    variables = optimizer.variables if optimizer else []
    return {v.path.partition("/")[2]: v for v in variables}


def _seeds(network: keras.Model) -> dict[str, keras.Variable]:
    found = {}
    for layer in network.layers:
        kept = {id(v) for v in layer.weights}
        states = [v for v in layer.variables if id(v) not in kept]
        # generators are numbered as they are made, so their own names say nothing
        found.update((f"{layer.name}/{n}", v) for n, v in enumerate(states))
    return found
