"""What is kept of an epoch, and when a phase ends."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.ml.stages import Stage
from tests.ml.conftest import RECIPES

pytestmark = pytest.mark.slow
FINE = Stage("fine", 28, first=0, last=9, epochs=9)


class Watcher:
    def __init__(self):
        self.seen = []

    def report(self, kind, **values):
        self.seen.append((kind, values))

    def stop_asked(self):
        return False

    def keep_asked(self):
        return False


@pytest.fixture
def make(ml, tmp_path):
    """Hooks in a phase of two steps an epoch, with and without an average."""

    def hooks(average=None, patience=0, stage=FINE):
        model = ml.network.build(RECIPES["cnn"])
        average = ml.average.WeightAverage(model, average) if average else None
        recipe, best = RECIPES["cnn"].with_(patience=patience), tmp_path / "best.npz"
        progress = ml.state.Progress()
        made = ml.hooks.Hooks(recipe, Watcher(), best, progress, average)
        optimizer = SimpleNamespace(learning_rate=0.1)
        made.set_model(SimpleNamespace(optimizer=optimizer, stop_training=False))
        made.begin(stage, model, steps=2, images=20)
        return made

    return hooks


def epoch(hooks, accuracy):
    """What Keras calls in an epoch."""
    logs = {"loss": 1.0, "accuracy": 0.5}
    hooks.on_epoch_begin(0)
    for batch in range(2):
        hooks.on_train_batch_end(batch, logs)
    hooks.on_test_begin()
    hooks.on_epoch_end(0, {**logs, "val_loss": 1.0, "val_accuracy": accuracy})


def test_the_average_is_validated_and_kept_and_training_goes_on_from_the_weights(
    make, ml
):
    hooks = make(average=0.9)
    bias = hooks.network.get_layer("logits").bias
    bias.assign(np.full(10, 8.0))
    epoch(hooks, 0.5)
    np.testing.assert_array_equal(np.asarray(bias), 8.0)
    ml.checkpoint.load(hooks.network, hooks.best)
    # twice an average, with the warm-up's momenta 2/11 and 3/12
    np.testing.assert_allclose(np.asarray(bias), 8 * (1 - 2 / 11 * 3 / 12), rtol=1e-5)


def test_the_best_epoch_is_kept_and_patience_ends_the_phase(make):
    hooks = make(patience=2)
    for accuracy in (0.5, 0.7, 0.6):
        epoch(hooks, accuracy)
    assert (hooks.progress.best_epoch, hooks.model.stop_training) == (2, False)
    epoch(hooks, 0.7)
    assert (hooks.progress.best_epoch, hooks.model.stop_training) == (2, True)
    best = [v["best_epoch"] for kind, v in hooks.watcher.seen if kind == "epoch"]
    assert best == [1, 2, 2, 2]


def test_an_epoch_at_the_small_size_is_neither_kept_nor_waited_for(make):
    hooks = make(patience=1, stage=replace(FINE, small=True))
    for accuracy in (0.9, 0.8, 0.7):
        epoch(hooks, accuracy)
    assert (hooks.progress.best_epoch, hooks.model.stop_training) == (0, False)
    assert not hooks.best.exists()
    hooks.begin(replace(FINE, first=3), hooks.network, steps=2, images=20)
    epoch(hooks, 0.5)
    assert hooks.progress.best_epoch == 4


def test_the_time_left_knows_that_later_epochs_cost_more(make, monkeypatch, ml):
    clock = iter(range(0, 10_000, 10))
    monkeypatch.setattr(ml.hooks.time, "monotonic", lambda: next(clock))
    hooks = make(stage=replace(FINE, last=1, small=True, later=8.0))
    epoch(hooks, 0.5)
    steps = [v["seconds_left"] for kind, v in hooks.watcher.seen if kind == "step"]
    # half an epoch in 20 s leaves half an epoch and the later 8: 8.5 times 40 s
    assert steps == pytest.approx([20 / 0.5 * 8.5, 30 / 1 * 8])


def test_what_layers_draw_depends_on_the_epoch_not_on_the_process(make, ml):
    drawn = []
    for hooks in (make(), make()):
        for accuracy in (0.5, 0.6):
            hooks.on_epoch_begin(0)
            drawn.append(np.random.rand())
            epoch(hooks, accuracy)
    assert drawn[:2] == drawn[2:]
    assert drawn[0] != drawn[1]
