"""A recipe repeated with real trainings on made-up pictures."""

import numpy as np
import pytest

from dashboard.commands.repeated import Quiet, Repeats
from dashboard.data.fashion_mnist import Dataset
from dashboard.data.feature_cache import FeatureCache
from dashboard.recipe import Recipe
from dashboard.settings import Settings

pytestmark = pytest.mark.slow
RECIPE = Recipe(
    backbone="cnn",
    weights="none",
    image_size=28,
    head_epochs=0,
    epochs=2,
    batch_size=16,
    mirror=True,
)


def test_each_seed_is_trained_and_measured(ml, tmp_path):
    random = np.random.default_rng(0)
    labels = (np.arange(80) % 10).astype(np.uint8)
    images = random.integers(0, 256, (80, 28, 28), dtype=np.uint8)
    rows = np.arange(80)
    data = Dataset(images, labels, images, labels, rows[:60], rows[60:], "0" * 64)
    settings = Settings(runs=tmp_path / "runs", cache=tmp_path / "cache")
    repeats = Repeats(settings, RECIPE, data)
    with repeats.held():
        for seed in (1, 2):
            repeats.measure(seed, Quiet())
    results = repeats.results()
    assert [result["seed"] for result in results] == [1, 2]
    for result in results:
        assert 0 <= result["validation_accuracy"] <= 1
        assert 0 <= result["test_accuracy"] <= 1
        assert result["backend"] == ml.keras.backend.backend()
    assert FeatureCache(settings.features).entries() == []
