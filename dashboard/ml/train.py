"""Training in two phases: the head on a frozen backbone, then layers from the top.

Nothing here knows of files of a run, terminals or pages: a `Watcher` is told what
happens and asked whether to go on.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import keras

from dashboard.data.fashion_mnist import Dataset
from dashboard.data.feature_cache import FeatureCache
from dashboard.ml import checkpoint, fitting, network, snapshot, state
from dashboard.ml.average import WeightAverage
from dashboard.ml.feed import Feed, feed
from dashboard.ml.hooks import Hooks
from dashboard.ml.keeper import KEEP_SECONDS, Keeper
from dashboard.ml.optimizer import compile_for
from dashboard.ml.snapshot import Snapshot
from dashboard.ml.stages import Stage, remaining
from dashboard.ml.state import Progress, State
from dashboard.recipe import Recipe


class Watcher(Protocol):
    """Who follows a training."""

    def report(self, kind: str, **values) -> None:
        """Take note of an event; `kind` is "computing" (frozen layers), "features",
        "phase", "step", "epoch" or "kept" (the state was written)."""

    def stop_asked(self) -> bool:
        """Whether to stop at this batch."""

    def keep_asked(self) -> bool:
        """Whether to end after this epoch and keep the best one."""


@dataclass
class Trained:
    """What a training leaves behind.

    Attributes:
        model: the network with the weights of the best epoch.
        history: one row per epoch, in order, both phases.
        best_epoch: number of the row whose weights `model` has, from 1.
        seconds: time it took up to its last epoch, over all attempts.
        stopped: True when the watcher asked to stop; the model is then unfinished.
        early: True when it was asked to end before its last epoch; `best_epoch` is 0 if
            none of those it finished can be published.
    """

    model: keras.Model
    history: list[dict] = field(default_factory=list)
    best_epoch: int = 0
    stopped: bool = False
    seconds: float = 0.0
    early: bool = False


def train(
    recipe: Recipe,
    data: Dataset,
    watcher: Watcher,
    best: Path,
    start: Path | None,
    resume: Path | None = None,
    cache: FeatureCache | None = None,
    every: float = KEEP_SECONDS,
) -> Trained:
    """Train a network; validation accuracy chooses the epoch to keep.

    Args:
        best: where the weights of the best epoch so far are kept, an `.npz`.
        start: weights of a published version to continue from, or None.
        resume: where the state is kept, after each epoch and within long ones. If the
            file is there, the training goes on from it, to the same weights as without
            interruption.
        cache: where the features of frozen layers are kept; without it they are
            computed anew in each epoch, whatever the recipe says.
        every: seconds between two states within an epoch, at least.

    Raises:
        DataError: the features do not fit on the disk.
        RunError: the loss or the weights are no longer finite.
        WeightsError: pre-trained weights cannot be had.
        StoreError: `start` or `resume` does not fit the recipe's network.
    """
    keras.utils.set_random_seed(recipe.seed)
    earlier = state.read(resume, recipe) if resume else None
    model = _first_network(recipe, start, earlier)
    hooks = _hooks(recipe, model, watcher, best, resume, every, earlier)
    _fit_stages(model, recipe, data, hooks, earlier, cache)
    found = hooks.progress
    if found.best_epoch:
        checkpoint.load(model, best)
    left = remaining(recipe, found.history, _over(recipe, found))
    return Trained(
        model,
        found.history,
        found.best_epoch,
        hooks.stopped,
        found.seconds,
        early=hooks.early and bool(left),
    )


def _first_network(recipe, start, earlier: State | None) -> keras.Model:
    """The network at its full size; the weights of an earlier attempt come later."""
    model = network.build(recipe, weights="none" if start or earlier else None)
    if start and not earlier:
        checkpoint.load(model, start)
    return model


def _hooks(recipe, model, watcher, best, resume, every, earlier: State | None) -> Hooks:
    average = WeightAverage(model, recipe.ema) if recipe.ema else None
    keeper = Keeper(resume, recipe, average, every) if resume else None
    if earlier is None:
        return Hooks(recipe, watcher, best, Progress(), average, keeper)
    keeper.kept = earlier.position
    if average:
        average.arrays, average.updates = earlier.average, earlier.updates
    progress, partial = earlier.progress, earlier.partial
    return Hooks(recipe, watcher, best, progress, average, keeper, partial)


def _over(recipe: Recipe, found: Progress, earlier: State | None = None) -> bool:
    """Whether the phase of the last epoch is over, by early stopping at least."""
    begun = earlier and earlier.snapshot.phase != found.phase  # the next one
    return bool(begun or 0 < recipe.patience <= found.waited)


def _fit_stages(
    model, recipe, data, hooks, earlier: State | None, cache: FeatureCache | None
) -> None:
    """Train what is left of the recipe, until somebody asks to stop."""
    rows, found = data.learning_rows(recipe.share, recipe.seed), hooks.progress
    carried = earlier.snapshot if earlier else snapshot.take("start", model)
    for stage in remaining(recipe, found.history, _over(recipe, found, earlier)):
        if hooks.stopped or hooks.early:
            return
        sized = _sized(model, recipe, stage)
        # the snapshot may come from another size or another process
        snapshot.put_weights(carried, sized)
        fed = feed(sized, recipe, data, rows, stage, hooks.watcher, cache)
        carried = _fit(sized, recipe, fed, hooks, stage, carried, len(rows))


def _fit(sized, recipe, fed: Feed, hooks, stage, carried, images: int) -> Snapshot:
    """Train the epochs of a stage from where the one before ended."""
    compile_for(fed.trainer, recipe, stage, fed.steps)
    snapshot.put(carried, sized, fed.trainer.optimizer, stage.phase)
    hooks.begin(stage, sized, fed.steps, images)
    fitting.fit(fed, stage, hooks)
    return snapshot.take(stage.phase, sized, fed.trainer.optimizer)


def _sized(model: keras.Model, recipe: Recipe, stage: Stage) -> keras.Model:
    """The network for the image size of a stage; its weights come from a snapshot."""
    if stage.image_size == recipe.image_size:
        return model
    return network.build(stage.alone(recipe), weights="none")
