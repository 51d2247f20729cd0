"""What a stage of a training fits: which model, on which batches.

The model is the whole network, or what lies above frozen layers whose features were
computed once.
"""

from collections.abc import Callable
from dataclasses import dataclass

import keras
import numpy as np

from dashboard.data.fashion_mnist import Dataset
from dashboard.data.feature_cache import FeatureCache
from dashboard.labels import one_hot
from dashboard.ml import features, network
from dashboard.ml.augment import POLICIES
from dashboard.ml.batches import Batches
from dashboard.ml.cached_batches import CachedBatches
from dashboard.ml.cut import frozen_and_tail
from dashboard.ml.stages import Stage
from dashboard.recipe import Recipe

HELD_OUT = 250  # validation images a batch


@dataclass(frozen=True)
class Feed:
    """What a stage fits: a model up to its logits, and the batches that suit it.

    Attributes:
        batches: from an epoch of the phase, counted from 0, on.
        steps: batches in an epoch.
        validation: (images, one-hot labels), or batches of features.
    """

    trainer: keras.Model
    batches: Callable[[int], keras.utils.PyDataset]
    steps: int
    validation: tuple | keras.utils.PyDataset


def feed(
    sized: keras.Model,
    recipe: Recipe,
    data: Dataset,
    rows: np.ndarray,
    stage: Stage,
    watcher,
    cache: FeatureCache | None,
) -> Feed:
    """The whole network on augmented images, or its tail on cached features.

    Args:
        sized: the network at the stage's image size; what learns is chosen here.
        rows: int64 [n], rows of the training images to learn from.
        watcher: as in `train.train`; told when features are computed.

    Raises:
        DataError: the features do not fit on the disk.
    """
    unfrozen = 0 if stage.phase == "head" else recipe.unfrozen_layers
    network.freeze(sized, unfrozen, recipe.train_batch_norm and stage.phase != "head")
    trainer = keras.Model(sized.input, sized.output[network.LOGITS])
    parts = frozen_and_tail(trainer) if cache and recipe.cached_views else None
    if parts is None:
        return _on_images(trainer, recipe, data, rows, stage)
    frozen, tail = parts
    # the features are those of this size, whatever size is served in the end
    at = stage.alone(recipe)
    kept = features.compute(cache, frozen, at, data, rows, watcher)
    return _on_features(tail, recipe, data, rows, stage, kept)


def _on_images(trainer, recipe, data, rows, stage) -> Feed:
    images, targets = data.train_images[rows], data.targets(rows)
    policy = POLICIES[recipe.augmentation]

    def augmented(first: int) -> Batches:
        return Batches(
            images,
            targets,
            epoch=stage.epoch_before + first,
            policy=policy,
            mixing=recipe.mixing,
            **_order(recipe),
        )

    validation = (data.train_images[data.validation_index], _held(data))
    return Feed(trainer, augmented, _steps(recipe, rows), validation)


def _on_features(tail, recipe, data, rows, stage, kept) -> Feed:
    targets = data.targets(rows)

    def cached(first: int) -> CachedBatches:
        epoch = stage.epoch_before + first
        return CachedBatches(kept.views, targets, epoch=epoch, **_order(recipe))

    held_out = CachedBatches([kept.validation], _held(data), batch_size=HELD_OUT)
    return Feed(tail, cached, _steps(recipe, rows), held_out)


def _order(recipe: Recipe) -> dict[str, int]:
    return {"batch_size": recipe.batch_size, "seed": recipe.seed}


def _steps(recipe: Recipe, rows: np.ndarray) -> int:
    return -(-len(rows) // recipe.batch_size)


def _held(data: Dataset) -> np.ndarray:
    return one_hot(data.train_labels[data.validation_index])
