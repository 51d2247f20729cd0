"""A whole training on a handful of made-up pictures."""

import numpy as np
import pytest

from dashboard.data.fashion_mnist import Dataset
from dashboard.data.feature_cache import FeatureCache
from dashboard.recipe import Recipe

pytestmark = pytest.mark.slow
COUNT, HELD = 60, 20
STEPS = 5  # of twelve images
RECIPE = Recipe(
    backbone="cnn",
    weights="none",
    image_size=32,
    head_epochs=1,
    epochs=3,
    small_epochs=1,
    small_image_size=28,
    batch_size=12,
    patience=0,
    dropout=0.3,
    mixing="cutmix",
    ema=0.8,
)


class Watcher:
    """Asks to stop after `steps` batches."""

    def __init__(self, steps=None):
        self.events, self.left = [], steps

    def report(self, kind, **values):
        self.events.append((kind, values))

    def stop_asked(self):
        if self.left is not None:
            self.left -= 1
        return self.left == 0

    def keep_asked(self):
        return False


@pytest.fixture(scope="module")
def data():
    random = np.random.default_rng(0)
    labels = (np.arange(COUNT + HELD) % 10).astype(np.uint8)
    images = random.integers(0, 120, (len(labels), 28, 28), dtype=np.uint8)
    images += (labels * 13)[:, None, None]
    rows = np.arange(len(labels))
    return Dataset(images, labels, images, labels, rows[:COUNT], rows[COUNT:], "0" * 64)


@pytest.fixture(scope="module")
def whole(ml, data, tmp_path_factory):
    """(what came out, what the watcher saw)."""
    best = tmp_path_factory.mktemp("whole") / "best.npz"
    watcher = Watcher()
    return ml.train.train(RECIPE, data, watcher, best, None), watcher.events


def test_each_epoch_of_each_stage_has_a_row(whole):
    trained, events = whole
    rows = [(row["epoch"], row["phase"]) for row in trained.history]
    assert rows == [(1, "head"), (2, "fine"), (3, "fine"), (4, "fine")]
    parts = [
        tuple(v[name] for name in ("phase", "first", "last", "epochs", "image_size"))
        for kind, v in events
        if kind == "phase"
    ]
    assert parts == [
        ("head", 1, 1, 1, 32),
        ("fine", 1, 1, 3, 28),
        ("fine", 2, 3, 3, 32),
    ]


@pytest.mark.parametrize(("share", "chosen"), [(1.0, COUNT), (0.5, COUNT // 2)])
def test_images_that_were_added_are_learned_from_whatever_the_share(
    ml, data, share, chosen
):
    recipe = RECIPE.with_(share=share)
    plain = ml.train.training_rows(recipe, data)
    more = data.with_added(data.test_images[:3], data.test_labels[:3])
    rows = ml.train.training_rows(recipe, more)
    assert len(plain) == chosen
    np.testing.assert_array_equal(rows[:chosen], plain)
    assert rows[chosen:].tolist() == [COUNT + HELD, COUNT + HELD + 1, COUNT + HELD + 2]


FROZEN = Recipe(
    backbone="residual",
    weights="none",
    image_size=28,
    taps=1,
    head_epochs=2,
    epochs=2,
    unfrozen_layers=2,
    train_batch_norm=False,
    batch_size=12,
    patience=0,
    dropout=0.0,
    augmentation="none",
)


def test_cached_features_give_the_curve_of_computing_them_anew(ml, data, tmp_path):
    curves = []
    for views in (0, 1):
        watcher = Watcher()
        recipe = FROZEN.with_(cached_views=views)
        cache = FeatureCache(tmp_path / "features")
        trained = ml.train.train(
            recipe, data, watcher, tmp_path / "best.npz", None, cache=cache
        )
        curves.append([row["validation_loss"] for row in trained.history])
        cached = [kind for kind, _ in watcher.events].count("features")
        assert cached == 4 * views  # training and validation rows, in both phases
    plain, through = curves
    assert len(plain) == 4
    # the cache holds float16, and the rows come in the same order
    assert through == pytest.approx(plain, rel=2e-2)


def test_the_learning_rate_goes_on_from_one_size_to_the_other(whole, ml):
    rates = [row["learning_rate"] for row in whole[0].history[1:]]
    wanted = ml.optimizer.schedule(RECIPE, 3 * STEPS)
    assert rates == pytest.approx([float(wanted(n * STEPS)) for n in (1, 2, 3)])


def test_the_kept_epoch_is_one_of_the_full_size(whole):
    trained, _ = whole
    accuracies = {
        row["epoch"]: row["validation_accuracy"]
        for row in trained.history
        if row["epoch"] != 2  # the small one
    }
    assert trained.best_epoch == max(accuracies, key=accuracies.get)
    assert trained.model.input_shape == (None, 28, 28)
    assert trained.model.get_layer("features").output.shape[1:3] == (8, 8)


def test_a_training_interrupted_again_and_again_ends_as_an_uninterrupted_one(
    whole, ml, data, tmp_path
):
    best, resume = tmp_path / "best.npz", tmp_path / "resume.state"
    for _ in range(9):
        # an epoch and two batches of the next; the last attempt is the stage that ends
        watcher = Watcher(steps=7)
        trained = ml.train.train(RECIPE, data, watcher, best, None, resume)
        if not trained.stopped:
            break
    same_training(trained, whole[0], ml)
    again = ml.train.train(RECIPE, data, Watcher(), best, None, resume)
    same_training(again, whole[0], ml)


def same_training(one, two, ml):
    """Bit for bit, but for the seconds."""
    rows = [
        [{k: v for k, v in row.items() if k != "seconds"} for row in found.history]
        for found in (one, two)
    ]
    assert rows[0] == rows[1]
    assert one.best_epoch == two.best_epoch
    first, second = (ml.checkpoint.arrays_of(found.model) for found in (one, two))
    for name, array in first.items():
        np.testing.assert_array_equal(array, second[name])


def test_early_stopping_counts_on_over_an_interruption(ml, data, tmp_path):
    # at this rate nothing is learned, so no epoch is better than the first
    slow = {"learning_rate": 1e-7, "weight_decay": 0.0, "ema": 0.0, "mixing": "none"}
    recipe = RECIPE.with_(
        head_epochs=0, small_epochs=0, small_image_size=0, epochs=9, patience=2, **slow
    )
    best, resume = tmp_path / "best.npz", tmp_path / "resume.state"
    watcher = Watcher(steps=2 * STEPS + 1)
    ml.train.train(recipe, data, watcher, best, None, resume)
    trained = ml.train.train(recipe, data, Watcher(), best, None, resume)
    waited = len(trained.history) - trained.best_epoch
    assert waited == 2
    again = ml.train.train(recipe, data, Watcher(), best, None, resume)
    assert len(again.history) == len(trained.history)
