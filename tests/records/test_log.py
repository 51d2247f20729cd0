from datetime import timedelta

import pytest

from dashboard.records import log
from tests.records import made
from tests.records.made import BEGAN, event


@pytest.fixture
def written(tmp_path):
    def write(events):
        made.write(tmp_path, events)
        return tmp_path / "events.jsonl"

    return write


def after(seconds):
    return BEGAN + timedelta(seconds=seconds)


def test_epochs_come_with_their_number_of_batches(written):
    found = log.read(written(made.log(BEGAN, (0.7, 0.9))))
    assert [row["validation_accuracy"] for row in found.rows] == [0.7, 0.9]
    assert [row["steps"] for row in found.rows] == [100, 100]
    assert found.started == BEGAN.isoformat()
    assert found.seconds == 120  # it goes on: up to the last epoch


def test_nothing_is_known_without_a_log_or_while_it_waits(tmp_path, written):
    assert log.read(tmp_path / "none") == log.Log((), None, None)
    assert log.read(written([event("state", BEGAN, state="queued")])).seconds is None


def test_an_epoch_that_was_trained_again_counts_once(written):
    events = [*made.log(BEGAN, (0.7, 0.8)), *made.log(after(500), (0.7, 0.9))]
    rows = log.read(written(events)).rows
    assert [(row["epoch"], row["validation_accuracy"]) for row in rows] == [
        (1, 0.7),
        (2, 0.9),
    ]


def test_the_time_between_attempts_is_no_training(written):
    events = [
        event("state", BEGAN, state="running"),
        event("state", after(10), state="cancelled"),
        event("state", after(1000), state="queued"),
        event("state", after(2000), state="starting"),
        event("state", after(2001), state="running"),
        event("state", after(2020), state="succeeded"),
    ]
    assert log.read(written(events)).seconds == 30


def test_a_lost_run_was_at_it_until_it_was_last_heard_of(written):
    events = [
        event("state", BEGAN, state="running"),
        event("step", after(10), epoch=1, step=1),
        event("state", after(9999), state="lost"),
    ]
    assert log.read(written(events)).seconds == 10


def test_a_half_written_line_is_left_out(tmp_path, written):
    path = written(made.log(BEGAN, (0.7,)))
    path.write_bytes(path.read_bytes() + b'{"kind": "epoch", "ti')
    assert len(log.read(path).rows) == 1
    path.write_bytes(path.read_bytes() + b"\n")
    assert len(log.read(path).rows) == 1


def test_steps_are_thinned_with_the_newest_among_them(written):
    path = written(made.log(BEGAN, (0.7,) * 10))
    assert [(e["epoch"], e["step"]) for e in log.steps(path, 4)][-1] == (10, 100)
    assert len(log.steps(path, 4)) == 4
    assert len(log.steps(path)) == 20


def test_steps_that_were_trained_again_are_those_of_the_last_time(written):
    first = event("step", BEGAN, epoch=1, step=9, steps=10, loss=2.0)
    again = event("step", BEGAN, epoch=1, step=9, steps=10, loss=1.0)
    earlier = event("step", BEGAN, epoch=1, step=8, steps=10, loss=3.0)
    found = log.steps(written([first, earlier, again]))
    assert [(e["step"], e["loss"]) for e in found] == [(8, 3.0), (9, 1.0)]
