"""TensorFlow, imported once a session and only by tests that ask for it, and networks
that several tests look at."""

import importlib
import warnings
from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.recipe import Recipe

SMALL = {"weights": "none", "head_epochs": 0, "epochs": 1, "dropout": 0.0}
# ResNet50 is left out: its layers are those of the residual network, and exporting it
# takes as long as all the others together
RECIPES = {
    "cnn": Recipe(backbone="cnn", image_size=28, **SMALL),
    "residual": Recipe(backbone="residual", image_size=28, **SMALL),
    "vit": Recipe(backbone="vit", image_size=28, **SMALL),
    "efficientnet-lite0": Recipe(backbone="efficientnet-lite0", image_size=32, **SMALL),
    "efficientnet-b0": Recipe(backbone="efficientnet-b0", image_size=32, **SMALL),
    "mobilenet": Recipe(backbone="mobilenet", image_size=32, **SMALL),
}
# enough where the backbone makes no difference: one with skip connections and
# normalisation, and a transformer
FEW = ("residual", "vit")


@pytest.fixture(scope="session")
def ml():
    """keras and the modules of dashboard.ml by name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # TensorFlow's own, while it is imported
        keras = importlib.import_module("keras")
        names = ("batches", "checkpoint", "export", "network", "optimizer", "train")
        names += ("average", "backbones.applications", "hooks", "snapshot", "state")
        names += ("cached_batches", "cut", "features", "keeper", "partial")
        names += ("quantization", "shared")
        rooms = {n: importlib.import_module(f"dashboard.ml.{n}") for n in names}
    return SimpleNamespace(keras=keras, **rooms)


@pytest.fixture(scope="session", params=RECIPES)
def model(ml, request):
    """A network of each kind with numbers in its normalisation that differ from
    the first ones, so that inference and training disagree.

    A test that needs no more than a few of them names them:
    parametrize("model", FEW, indirect=True).
    """
    ml.keras.utils.set_random_seed(1)
    made = ml.network.build(RECIPES[request.param])
    random = np.random.default_rng(2)
    for layer in made.layers:
        if isinstance(layer, ml.keras.layers.BatchNormalization):
            size = layer.moving_mean.shape
            layer.moving_mean.assign(random.normal(0, 0.05, size))
            layer.moving_variance.assign(random.uniform(0.5, 1.5, size))
    return made


@pytest.fixture(scope="session")
def images():
    random = np.random.default_rng(4)
    return random.integers(0, 256, (8, 28, 28), dtype=np.uint8)
