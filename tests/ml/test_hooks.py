"""What is kept of an epoch, and when a phase ends."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.errors import RunError
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

    def hooks(average=None, patience=0, stage=FINE, every=None):
        model = ml.network.build(RECIPES["cnn"])
        average = ml.average.WeightAverage(model, average) if average else None
        recipe, best = RECIPES["cnn"].with_(patience=patience), tmp_path / "best.npz"
        progress = ml.state.Progress()
        keeper = None
        if every is not None:
            keeper = ml.keeper.Keeper(tmp_path / "resume.state", recipe, average, every)
        made = ml.hooks.Hooks(recipe, Watcher(), best, progress, average, keeper)
        optimizer = SimpleNamespace(learning_rate=0.1, variables=[])
        fitted = SimpleNamespace(optimizer=optimizer, stop_training=False, metrics=[])
        made.set_model(fitted)
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


def test_numbers_that_leave_the_finite_ones_are_named_and_not_kept(
    make, ml, monkeypatch
):
    monkeypatch.setattr(ml.keeper, "MOST_OF_THE_TIME", np.inf)
    hooks = make(every=0)
    epoch(hooks, 0.5)
    hooks.on_epoch_begin(1)
    with pytest.raises(RunError, match="a loss of nan in epoch 2, step 1 of 2") as told:
        hooks.on_train_batch_end(0, {"loss": float("nan"), "accuracy": 0.1})
    assert "after epoch 1, is kept" in str(told.value)
    assert "lower learning rate" in str(told.value)
    # the loss of a batch was finite, and then its gradient was not
    hooks.network.get_layer("logits").bias.assign(np.full(10, np.inf))
    hooks.on_epoch_begin(1)
    with pytest.raises(RunError, match="logits/bias that is not finite in epoch 2"):
        hooks.on_train_batch_end(0, {"loss": 1.0, "accuracy": 0.1})
    assert ml.state.read(hooks.keeper.path, hooks.recipe).position == (1, 0)


def test_states_within_an_epoch_come_by_the_clock_and_take_little_of_it(
    make, monkeypatch, ml
):
    clock = [0.0]
    monkeypatch.setattr(ml.keeper.time, "monotonic", lambda: clock[0])

    def slow(path, state):
        clock[0] += 3.0

    monkeypatch.setattr(ml.state, "write", slow)
    hooks = make(every=60)
    hooks.on_epoch_begin(0)
    due = []
    for second in (59, 60, 120, 212, 213):  # 3 s are 2 % of 150 s
        clock[0] = float(second)
        due.append(hooks.keeper.due())
        if second == 60:
            hooks.keeper.keep(hooks, hooks._partial())
    assert due == [False, True, False, False, True]


def test_asked_to_end_early_it_ends_after_the_epoch_and_keeps_the_best(make):
    hooks = make()
    epoch(hooks, 0.5)
    assert not hooks.enough
    hooks.watcher.keep_asked = lambda: True
    epoch(hooks, 0.4)
    assert (hooks.early, hooks.enough, hooks.model.stop_training) == (True,) * 3
    assert hooks.progress.best_epoch == 1


def test_what_layers_draw_depends_on_the_epoch_not_on_the_process(make, ml):
    drawn = []
    for hooks in (make(), make()):
        for accuracy in (0.5, 0.6):
            hooks.on_epoch_begin(0)
            drawn.append(np.random.rand())
            epoch(hooks, accuracy)
    assert drawn[:2] == drawn[2:]
    assert drawn[0] != drawn[1]
