"""An epoch that is not over: what the rest of it needs besides weights and optimizer,
so that its row in the history is the one it would have had."""

from dataclasses import dataclass, field

import keras
import numpy as np

Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class Partial:
    """How far an epoch has come.

    Attributes:
        batch: how many of its batches are trained.
        seconds: spent on them, over all attempts.
        metrics: the running sums of loss and accuracy.
        generators: states of generators that belong to no layer.
    """

    batch: int
    seconds: float
    metrics: Arrays = field(default_factory=dict)
    generators: Arrays = field(default_factory=dict)


def take(trainer: keras.Model, batch: int, seconds: float) -> Partial:
    """Where the epoch stands after `batch` batches."""
    sums = {str(n): np.asarray(v).copy() for n, v in enumerate(_sums(trainer))}
    return Partial(batch, seconds, sums, _generators())


def put(partial: Partial, trainer: keras.Model) -> None:
    """Go on with an epoch; called where Keras has just begun it anew."""
    for n, variable in enumerate(_sums(trainer)):
        variable.assign(partial.metrics[str(n)])
    if "torch" in partial.generators:
        _torch().set_rng_state(_torch().from_numpy(partial.generators["torch"]))


def _sums(trainer: keras.Model) -> list[keras.Variable]:
    return [variable for metric in trainer.metrics for variable in metric.variables]


def _generators() -> Arrays:
    # dropout on torch draws from one for the whole process; TensorFlow has none
    if keras.backend.backend() != "torch":
        return {}
    return {"torch": _torch().get_rng_state().numpy().copy()}


def _torch():
    import torch

    return torch
