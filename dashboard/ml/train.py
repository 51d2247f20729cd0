"""Training in two phases: the head on a frozen backbone, then layers from the top.

Nothing here knows of files of a run, terminals or pages: a `Watcher` is told what
happens and asked whether to go on.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import keras
import numpy as np

from dashboard.data.fashion_mnist import Dataset, stratified_split
from dashboard.labels import CLASSES
from dashboard.ml import checkpoint, network
from dashboard.ml.augment import POLICIES
from dashboard.ml.average import WeightAverage
from dashboard.ml.batches import Batches, one_hot
from dashboard.ml.hooks import Hooks
from dashboard.ml.optimizer import optimizer, schedule
from dashboard.recipe import Recipe


class Watcher(Protocol):
    """Who follows a training."""

    def report(self, kind: str, **values) -> None:
        """Take note of an event; `kind` is "phase", "step" or "epoch"."""

    def stop_asked(self) -> bool:
        """Whether to stop at the next batch."""


@dataclass
class Trained:
    """What a training leaves behind.

    Attributes:
        model: the network with the weights of the best epoch.
        history: one row per epoch, in order, both phases.
        best_epoch: number of the row whose weights `model` has, from 1.
        stopped: True when the watcher asked to stop; the model is then unfinished.
    """

    model: keras.Model
    history: list[dict] = field(default_factory=list)
    best_epoch: int = 0
    stopped: bool = False


def train(
    recipe: Recipe, data: Dataset, watcher: Watcher, best: Path, start: Path | None
) -> Trained:
    """Train a network; validation accuracy chooses the epoch to keep.

    Args:
        best: where the weights of the best epoch so far are kept, an `.npz`.
        start: weights of a published version to continue from, or None.

    Raises:
        WeightsError: pre-trained weights cannot be had.
        StoreError: `start` does not fit the recipe's network.
    """
    keras.utils.set_random_seed(recipe.seed)
    model = network.build(recipe, weights="none" if start else None)
    if start:
        checkpoint.load(model, start)
    average = WeightAverage(model, recipe.ema) if recipe.ema else None
    hooks = Hooks(model, watcher, best, recipe.patience, average)
    rows = training_rows(recipe, data)
    if recipe.head_epochs:
        _fit(model, recipe, data, rows, hooks, "head")
    if recipe.epochs and not hooks.stopped:
        _fit(model, recipe, data, rows, hooks, "fine")
    if hooks.best_epoch:
        checkpoint.load(model, best)
    return Trained(model, hooks.history, hooks.best_epoch, hooks.stopped)


def training_rows(recipe: Recipe, data: Dataset) -> np.ndarray:
    """Rows of the training split that the recipe's share and seed choose."""
    if recipe.share == 1:
        return data.train_index
    labels = data.train_labels[data.train_index]
    wanted = max(CLASSES, round(recipe.share * len(labels) / CLASSES) * CLASSES)
    return data.train_index[stratified_split(labels, wanted, recipe.seed)[1]]


def _fit(model, recipe, data, rows, hooks, phase) -> None:
    head_only = phase == "head"
    unfrozen = 0 if head_only else recipe.unfrozen_layers
    network.freeze(model, unfrozen, recipe.train_batch_norm and not head_only)
    epochs = recipe.head_epochs if head_only else recipe.epochs
    batches = Batches(
        data.train_images[rows],
        data.train_labels[rows],
        batch_size=recipe.batch_size,
        policy=POLICIES[recipe.augmentation],
        mixing=recipe.mixing,
        seed=recipe.seed,
        epoch=0 if head_only else recipe.head_epochs,
    )
    rate = recipe.head_learning_rate if head_only else None
    rate = rate or schedule(recipe, len(batches) * epochs)
    trainer = keras.Model(model.input, model.output[network.LOGITS])
    trainer.compile(
        optimizer=optimizer(recipe, rate),
        loss=keras.losses.CategoricalCrossentropy(
            from_logits=True, label_smoothing=recipe.label_smoothing
        ),
        metrics=["accuracy"],
    )
    hooks.begin_phase(phase, epochs, len(batches), len(rows))
    held = data.validation_index
    trainer.fit(
        batches,
        epochs=epochs,
        shuffle=False,  # the batches are shuffled by seed and epoch
        validation_data=(data.train_images[held], one_hot(data.train_labels[held])),
        validation_batch_size=250,
        callbacks=[hooks],
        verbose=0,
    )
