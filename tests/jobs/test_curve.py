"""What is drawn of a run: thinned at first, then what is new."""

import pytest

from dashboard.jobs import curve, events
from dashboard.jobs.curve import Point
from dashboard.jobs.events import Position
from dashboard.jobs.queue import submit
from tests.jobs.stand_in import request


@pytest.fixture
def run(settings):
    return submit(settings, request("one"))


def train(run, epoch, steps, of=10, **values):
    for step in steps:
        run.report("step", epoch=epoch, step=step, steps=of, loss=1.0, **values)


def places(points: list[Point]):
    return [(point.kind, point.x) for point in points]


def test_steps_and_epochs_share_one_axis(run):
    run.report("phase", phase="fine")
    train(run, 1, (5, 10))
    run.report("epoch", epoch=1)
    train(run, 2, (2,))
    points, _ = curve.whole(run)
    assert places(points) == [
        ("step", 0.5),
        ("step", 1.0),
        ("epoch", 1.0),
        ("step", 1.2),
    ]


def test_many_steps_are_thinned_and_no_epoch_is(run):
    for epoch in range(1, 6):
        train(run, epoch, range(1, 201), of=200)
        run.report("epoch", epoch=epoch)
    points, _ = curve.whole(run, 50)
    steps = [point.x for point in points if point.kind == "step"]
    assert len(steps) == 50
    assert steps[-1] == 5.0
    assert steps == sorted(steps)
    assert [point.x for point in points if point.kind == "epoch"] == [1, 2, 3, 4, 5]


def test_only_what_is_new_comes_after(run):
    train(run, 1, (1, 2))
    points, position = curve.whole(run)
    assert curve.since(run, position) == ([], position)
    train(run, 1, (3,))
    points, after = curve.since(run, position)
    assert places(points) == [("step", 0.3)]
    assert after.seq == position.seq + 1


def test_of_what_was_trained_twice_the_later_counts(run):
    train(run, 1, range(1, 11), loss_of=1)
    run.report("epoch", epoch=1, attempt=1)
    train(run, 2, (1, 2, 3), loss_of=1)
    run.report("state", state="lost")
    train(run, 2, (2, 3, 4), loss_of=2)
    points, _ = curve.whole(run)
    steps = [(p.x, p.values["loss_of"]) for p in points if p.kind == "step"]
    assert steps[-4:] == [(1.1, 1), (1.2, 2), (1.3, 2), (1.4, 2)]


def test_a_run_without_events_has_no_curve(settings, run):
    (run.folder / "events.jsonl").unlink()
    assert curve.whole(run) == ([], Position())
    assert curve.since(run, Position()) == ([], Position())


@pytest.mark.parametrize(
    "values",
    [{}, {"epoch": 1}, {"epoch": "x", "step": 1, "steps": 2}, {"epoch": None}]
    + [{"epoch": 1, "step": 1, "steps": 0}, {"epoch": 1, "step": None, "steps": 2}],
)
def test_a_strange_report_is_left_out(run, values):
    run.report("step", **values)
    assert curve.whole(run)[0] == []


@pytest.mark.parametrize("most", [1, 2, 3, 7, 8, 100])
def test_thinning_keeps_the_last_and_never_more(tmp_path, most):
    path = tmp_path / "events.jsonl"
    for number in range(8):
        events.append(path, "step", number=number)
        events.append(path, "other")
    found, position = events.thinned(path, (), "step", most)
    assert found[-1]["number"] == 7
    assert len(found) <= max(1, most)
    assert position == events.read(path)[1]
