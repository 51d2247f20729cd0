"""The process that holds a version twice, as served and as a Keras network, and calls
them in turns on the same images. `dashboard.bench.predict` starts it."""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from dashboard.data import fashion_mnist
from dashboard.errors import StoreError
from dashboard.recipe import Recipe
from dashboard.serving import session
from dashboard.settings import Settings
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

WARM_UP = 5
TOLERANCE = 1e-3  # of the largest logit


def main(asked: dict[str, Any]) -> dict[str, Any]:
    """Seconds of every call by round, of both."""
    settings = Settings.from_environment()
    version = ModelStore(settings.store).resolve(asked["ref"])
    images = np.asarray(fashion_mnist.load(settings).test_images[:64])
    graph = session.load(version.file("model.onnx"))
    model = network_of(version)
    check_same(session.run(graph, images)[0], model.predict(images, verbose=0))
    rounds = [
        turns(
            lambda image: session.run(graph, image),
            lambda image: model.predict(image, verbose=0),
            images,
            asked["pairs"],
        )
        for _ in range(asked["rounds"])
    ]
    onnx, keras = zip(*rounds, strict=True)
    return {"ref": version.ref, "onnx": onnx, "keras": keras}


def network_of(version: Version) -> Any:
    """The Keras network of a version, from its recipe and weights."""
    from dashboard.ml import checkpoint, network

    recipe = Recipe.from_dict(version.manifest["recipe"])
    model = network.build(recipe, weights="none")
    checkpoint.load(model, version.file("weights.npz"))
    return network.serving(model, recipe.mirror)


def check_same(found: np.ndarray, answer: dict[str, np.ndarray]) -> None:
    """Raise StoreError unless both are the same model."""
    expected = answer["logits"]
    difference = float(np.abs(found - expected).max())
    if difference > TOLERANCE * max(1.0, float(np.abs(expected).max())):
        raise StoreError(
            "Expected graph and network to answer alike. Received: logits that differ "
            f"by {difference:g}. Publish the version again."
        )


def turns(
    first: Callable, second: Callable, images: np.ndarray, pairs: int
) -> tuple[list[float], list[float]]:
    """Seconds of each call, A B A B, one image a call, after a few untimed ones."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(WARM_UP + pairs):
        image = images[number % len(images)][None]
        for call, kept in zip((first, second), times, strict=True):
            begun = time.perf_counter()
            call(image)
            kept.append(time.perf_counter() - begun)
    return times[0][WARM_UP:], times[1][WARM_UP:]


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))
