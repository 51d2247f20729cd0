"""Frozen features: what is cached equals what the network computes."""

from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.data.fashion_mnist import Dataset
from dashboard.data.feature_cache import FeatureCache
from dashboard.errors import DataError
from dashboard.recipe import Recipe

pytestmark = pytest.mark.slow
COUNT, HELD = 40, 20
# the smallest: what is kept under which key is the same for every network
RECIPE = Recipe(backbone="cnn", weights="none", image_size=28, cached_views=2, taps=2)
RESIDUAL = RECIPE.with_(backbone="residual")


class Watcher:
    def __init__(self):
        self.events = []

    def report(self, kind, **values):
        self.events.append((kind, values))


@pytest.fixture(scope="module")
def data():
    random = np.random.default_rng(0)
    images = random.integers(0, 256, (COUNT + HELD, 28, 28), dtype=np.uint8)
    labels = (np.arange(COUNT + HELD) % 10).astype(np.uint8)
    rows = np.arange(COUNT + HELD)
    return Dataset(images, labels, images, labels, rows[:COUNT], rows[COUNT:], "0" * 64)


@pytest.fixture
def compute(ml, data, tmp_path):
    """Features of a recipe, with the watcher that was told."""
    cache = FeatureCache(tmp_path / "features")

    def computed(part, recipe=RECIPE, data=data):
        watcher = Watcher()
        rows = data.learning_rows(recipe.share, recipe.seed)
        found = ml.features.compute(cache, part, recipe, data, rows, watcher)
        return SimpleNamespace(frozen=found, events=watcher.events, cache=cache)

    return computed


def part_of(ml, recipe=RECIPE, seed=1):
    ml.keras.utils.set_random_seed(seed)
    model = ml.network.build(recipe)
    ml.network.freeze(model, 0, train_batch_norm=False)
    trainer = ml.keras.Model(model.input, model.output["logits"])
    return ml.cut.frozen_and_tail(trainer)[0]


def test_the_plain_view_and_validation_are_what_keras_computes(ml, data, compute):
    part = part_of(ml, RESIDUAL)
    found = compute(part, RESIDUAL).frozen
    for rows, array in (
        (data.train_index, found.views[0]),
        (data.validation_index, found.validation),
    ):
        wanted = np.asarray(part(data.train_images[rows], training=False))
        np.testing.assert_allclose(array, wanted, rtol=2e-3, atol=2e-3 * wanted.max())


def test_other_views_are_augmented(ml, compute):
    plain, other = compute(part_of(ml)).frozen.views
    assert np.abs(plain.astype(np.float32) - other).max() > 0.01


def test_a_second_training_computes_nothing(ml, compute):
    part = part_of(ml)
    first = compute(part)
    made = [values["view"] for kind, values in first.events if kind == "features"]
    assert made == [0, 1, 0]
    assert len(first.cache.entries()) == 3
    compute(part)
    assert len(first.cache.entries()) == 3


@pytest.mark.parametrize(
    ("change", "more"),
    [
        ({}, 3),  # other weights: everything anew
        ({"seed": 2}, 1),  # the plain view belongs to no seed
        ({"augmentation": "light"}, 1),
    ],
    ids=str,
)
def test_what_changes_the_numbers_changes_the_key(ml, compute, change, more):
    part = part_of(ml)
    before = len(compute(part).cache.entries())
    other = part if change else part_of(ml, seed=2)
    after = compute(other, RECIPE.with_(**change))
    assert len(after.cache.entries()) == before + more


def test_images_that_are_added_have_features_under_keys_of_their_own(ml, data, compute):
    part = part_of(ml)
    image = np.full((1, 28, 28), 99, np.uint8)
    counts = [len(compute(part).cache.entries())]
    for label in (3, 4):
        more = data.with_added(image, np.array([label]))
        found = compute(part, data=more)
        counts.append(len(found.cache.entries()))
        assert [len(view) for view in found.frozen.views] == [COUNT + 1] * 2
        wanted = np.asarray(part(image, training=False))[0]
        np.testing.assert_allclose(
            found.frozen.views[0][-1], wanted, rtol=2e-3, atol=2e-3 * wanted.max()
        )
    assert counts == [3, 6, 9]
    compute(part)
    assert len(found.cache.entries()) == 9


def test_a_graph_that_answers_otherwise_is_refused(ml, compute, monkeypatch):
    def write(model, path):
        part = part_of(ml, seed=9)
        image = ml.keras.Input((28, 28), dtype="uint8", name="image")
        real(ml.keras.Model(image, part(image, training=False)), path)

    real = ml.export.write_graph
    monkeypatch.setattr(ml.export, "write_graph", write)
    with pytest.raises(DataError, match="cached_views=0"):
        compute(part_of(ml))


def test_other_backends_compute_in_keras(ml, data, compute, monkeypatch):
    part = part_of(ml)
    monkeypatch.setattr(ml.keras.backend, "backend", lambda: "torch")
    found = compute(part).frozen.views[0]
    wanted = np.asarray(part(data.train_images[data.train_index], training=False))
    np.testing.assert_allclose(found, wanted, rtol=2e-3, atol=2e-3 * wanted.max())
