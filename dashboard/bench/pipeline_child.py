"""The process that makes training batches, alone, for a network, and in turns with
arrays that are ready. `dashboard.bench.pipeline` starts it."""

import json
import sys
import time
from typing import Any

from dashboard.data import fashion_mnist
from dashboard.recipe import Recipe
from dashboard.settings import Settings


def main(asked: dict[str, Any]) -> dict[str, Any]:
    """Images a second by round: made alone, trained with, trained on ready arrays."""
    from dashboard.ml import kernels, memory

    memory.keep_freed_memory()
    kernels.choose(asked["backbone"])
    from dashboard.ml import timed
    from dashboard.ml.augment import POLICIES
    from dashboard.ml.batches import Batches

    data = fashion_mnist.load(Settings.from_environment())
    rows = data.train_index[: asked["batch"] * asked["batches"]]
    policy, size = POLICIES[asked["augmentation"]], asked["batch"]
    batches = Batches(
        data.train_images[rows],
        data.targets(rows),
        batch_size=size,
        policy=policy,
        seed=1,
    )
    recipe = Recipe(
        backbone=asked["backbone"], weights="none", image_size=asked["image_size"]
    )
    model, ready = timed.compiled(recipe), timed.arrays(batches)
    timed.fit(model, batches)  # Keras compiles
    found = {"alone": [], "fed": [], "ready": []}
    for _ in range(asked["rounds"]):
        found["alone"].append(len(rows) / made(batches))
        found["fed"].append(len(rows) / timed.fit(model, batches))
        found["ready"].append(len(rows) / timed.fit(model, *ready, batch_size=size))
    return found


def made(batches) -> float:
    """Seconds to make every batch of an epoch."""
    begun = time.perf_counter()
    for number in range(len(batches)):
        batches[number]
    return time.perf_counter() - begun


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))
