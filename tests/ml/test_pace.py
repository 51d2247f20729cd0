"""What the events of a stage say of the way that is done and left."""

import time

import pytest

from dashboard.ml.pace import Pace
from dashboard.ml.stages import Stage

LOGS = {"loss": 1.0, "accuracy": 0.5}
STAGE = Stage("fine", 28, first=2, last=4, epochs=4)


@pytest.fixture
def clock(monkeypatch):
    """Ten seconds from one look to the next."""
    moments = iter(range(0, 10_000, 10))
    monkeypatch.setattr(time, "monotonic", lambda: next(moments))


def step(pace, number=1):
    """What is told after the next batch."""
    now = time.monotonic()
    pace.count_step(now)
    return pace.of_step(now, number, LOGS, 0.1)


def test_the_time_left_knows_that_later_epochs_cost_more(clock):
    small = Stage("fine", 28, first=0, last=1, epochs=9, small=True, later=8.0)
    pace = Pace(small, steps=2, images=20)
    pace.begin_epoch(0)
    left = [step(pace)["seconds_left"] for _ in range(2)]
    # half an epoch in 20 s leaves half an epoch and the later 8: 8.5 times 40 s; the
    # other half, without what compiling took before the first, 10 s
    assert left == pytest.approx([20 / 0.5 * 8.5, 10 / 0.5 * 8])


def test_what_an_earlier_process_trained_is_no_speed_of_this_one(clock):
    pace = Pace(STAGE, steps=4, images=40, trained=2)
    pace.begin_epoch(2)
    pace.go_on(2, 60.0)
    told = step(pace)
    assert (told["step"], told["epoch_of_phase"], told["epochs"]) == (3, 3, 4)
    # a quarter of an epoch in 20 s leaves one and a quarter
    assert told["seconds_left"] == pytest.approx(20 / 0.25 * 1.25)
    # but the epoch has its 30 images from 10 s and the 60 s before
    assert told["images_per_second"] == pytest.approx(30 / 70)
    row = pace.of_epoch(3, LOGS | {"val_loss": 2.0, "val_accuracy": 0.25}, 0.1)
    assert (row["epoch"], row["seconds"], row["validation_loss"]) == (3, 80, 2.0)


def test_a_stage_is_told_with_its_epochs_counted_from_one():
    told = Pace(STAGE, steps=4, images=40).of_phase()
    assert (told["first"], told["last"], told["epochs"]) == (3, 4, 4)
