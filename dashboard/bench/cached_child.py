"""The process that trains a network with frozen layers, by the very code of a run, with
and without the cache in turns. `dashboard.bench.cached` starts it."""

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dashboard.bench.line import median
from dashboard.bench.training_child import Clock
from dashboard.data import fashion_mnist
from dashboard.data.feature_cache import FeatureCache
from dashboard.recipe import Recipe
from dashboard.settings import Settings


def main(asked: dict[str, Any]) -> dict[str, Any]:
    """Images a second by batch size and round, of plain fit and through the cache."""
    from dashboard.ml import kernels, memory

    memory.keep_freed_memory()
    kernels.choose(asked["backbone"])
    data = fashion_mnist.load(Settings.from_environment())
    # an epoch's validation is not part of what is compared
    rows, held = data.train_index[: asked["images"]], data.validation_index[:1]
    data = replace(data, train_index=rows, validation_index=held)
    found = {str(batch): {"plain": [], "cached": []} for batch in asked["batches"]}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(asked["rounds"]):
            for batch, rates in found.items():
                for views, kind in enumerate(("plain", "cached")):
                    recipe = recipe_of(asked, int(batch), views)
                    rates[kind].append(measured(recipe, data, Path(folder)))
    return found


def recipe_of(asked: dict[str, Any], batch: int, views: int) -> Recipe:
    """Only the head learns, or also layers from the top; pictures stay as they are."""
    head = asked["unfrozen"] == 0
    epochs = asked["epochs"] if views else 1
    return Recipe(
        backbone=asked["backbone"],
        weights="none",
        image_size=asked["image_size"],
        cached_views=views,
        head_epochs=epochs if head else 0,
        epochs=0 if head else epochs,
        unfrozen_layers=asked["unfrozen"],
        batch_size=batch,
        augmentation="none",
        patience=0,
    )


def measured(recipe: Recipe, data, folder: Path) -> float:
    """The median over epochs of images a second."""
    from dashboard.ml.train import train

    steps = len(data.train_index) // recipe.batch_size
    # one image is validated, so the clock ticks once more in each epoch
    clock = Clock((steps + 1) * (recipe.head_epochs + recipe.epochs))
    cache = FeatureCache(folder / "features") if recipe.cached_views else None
    train(recipe, data, clock, folder / "best.npz", None, cache=cache)
    trained = [time for n, time in enumerate(clock.times) if n % (steps + 1) != steps]
    return median(epoch_rates(trained, steps, recipe.batch_size))


def epoch_rates(times: Sequence[float], steps: int, batch: int) -> list[float]:
    """Images a second of each epoch, from the end of its first batch to its last.

    The first batch is left out, because Keras compiles in it.
    """
    firsts, lasts = times[::steps], times[steps - 1 :: steps]
    pairs = zip(firsts, lasts, strict=True)
    return [(steps - 1) * batch / (last - first) for first, last in pairs]


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))
