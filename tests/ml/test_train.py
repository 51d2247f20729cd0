"""A whole training on a handful of made-up pictures."""

import signal
import subprocess
import sys

import numpy as np
import pytest

from dashboard.data.feature_cache import FeatureCache
from dashboard.recipe import Recipe
from dashboard.settings import ROOT
from tests.ml.handful import RECIPE, STEPS, Watcher, handful

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data():
    return handful()


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
    best, resume = tmp_path / "best.npz", tmp_path / "resume.state"
    for steps in (3, None):  # the head's first epoch is cut in two
        train = ml.train.train
        again = train(recipe, data, Watcher(steps), best, None, resume, cache)
    same_training(again, trained, ml)
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


def test_a_training_stopped_killed_and_broken_off_ends_as_an_uninterrupted_one(
    whole, ml, data, tmp_path
):
    best, resume = tmp_path / "best.npz", tmp_path / "resume.state"

    def go_on(watcher, place, every=60):
        trained = ml.train.train(RECIPE, data, watcher, best, None, resume, every=every)
        assert ml.state.read(resume, RECIPE).position == place
        return trained

    # stopped while validating
    assert go_on(Watcher(6), (0, 5)).stopped
    # killed; the state is kept after that epoch and each step: three of the second
    command = [sys.executable, "-m", "tests.ml.killed", str(tmp_path), "4"]
    assert subprocess.run(command, cwd=ROOT).returncode == -signal.SIGKILL
    assert ml.state.read(resume, RECIPE).position == (1, 3)
    # stopped after the last batch of an epoch
    assert go_on(Watcher(2), (1, 5)).stopped
    # broken off as soon as the third epoch, of the next stage, is kept
    with pytest.raises(Broken):
        go_on(Fragile((3, 0)), None, every=0)
    # stopped in the middle of an epoch
    assert go_on(Watcher(2), (3, 2)).stopped
    watcher = Watcher(99)
    trained = go_on(watcher, (4, 0))
    assert not trained.stopped
    same_training(trained, whole[0], ml)
    # only the rest of the fourth epoch was trained, and one batch validated
    assert 99 - watcher.left == STEPS - 2 + 1
    again = ml.train.train(RECIPE, data, Watcher(), best, None, resume)
    same_training(again, whole[0], ml)


class Broken(Exception):
    """What a test does to a training."""


class Fragile(Watcher):
    """Breaks off a training once a state was kept."""

    def __init__(self, position):
        super().__init__()
        self.position = position

    def report(self, kind, **values):
        if kind == "kept" and (values["epochs"], values["step"]) == self.position:
            raise Broken


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


def test_an_early_end_without_an_epoch_at_the_full_size_has_none_to_keep(
    ml, data, tmp_path
):
    recipe = RECIPE.with_(head_epochs=0)
    watcher = Watcher(keep=True)
    trained = ml.train.train(recipe, data, watcher, tmp_path / "best.npz", None)
    assert (len(trained.history), trained.best_epoch, trained.early) == (1, 0, True)
    assert not trained.stopped
