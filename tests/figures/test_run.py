"""The curves of one run, whole and in portions."""

import math

import pytest

from dashboard.figures.run import FROM_ZERO, GRAPHS, figures, growth
from dashboard.jobs.curve import Point


def step(x, **values):
    return Point("step", x, values)


def epoch(x, **values):
    return Point("epoch", x, values)


POINTS = [
    step(0.5, accuracy=0.5, loss=2.0, images_per_second=100, memory=2e9),
    step(1.0, accuracy=0.6, loss=1.5, learning_rate=1e-3),
    epoch(1.0, validation_accuracy=0.7, validation_loss=1.2, learning_rate=1e-3),
]


def test_a_portion_added_is_what_would_have_been_drawn():
    whole = figures("a run", POINTS)
    first, added = figures("a run", POINTS[:1]), growth(POINTS[1:])
    for name in GRAPHS:
        for number, trace in enumerate(whole[name].data):
            x, y = added[name][number]
            assert [*first[name].data[number].x, *x] == list(trace.x)
            assert [*first[name].data[number].y, *y] == list(trace.y)


def test_each_curve_takes_its_own_reports():
    whole = figures("a run", POINTS)
    training, validation = whole["accuracy"].data
    assert (training.x, training.y) == ((0.5, 1.0), (0.5, 0.6))
    assert (validation.x, validation.y) == ((1.0,), (0.7,))
    assert whole["rate"].data[0].y == (1e-3, 1e-3)
    assert whole["memory"].data[0].y == (2000.0,)


def test_zoom_and_hidden_curves_have_something_to_last_by():
    early, late = figures("a run", POINTS[:1]), figures("a run", POINTS)
    for name in GRAPHS:
        assert early[name].layout.uirevision == late[name].layout.uirevision
        uids = [trace.uid for trace in early[name].data]
        assert uids == [trace.uid for trace in late[name].data]
        assert len(set(uids)) == len(uids)
        assert all(uid.isalnum() for uid in uids)
        colours = [trace.line.color for trace in early[name].data]
        assert colours == [trace.line.color for trace in late[name].data]
    other = figures("another run", POINTS)
    assert other["loss"].layout.uirevision != late["loss"].layout.uirevision


def test_what_may_stay_the_same_throughout_is_seen_above_zero():
    drawn = figures("a run", POINTS)
    modes = {name: figure.layout.yaxis.rangemode for name, figure in drawn.items()}
    assert {n for n, mode in modes.items() if mode == "tozero"} == set(FROM_ZERO)


def test_a_graph_without_a_point_says_so():
    made = figures("a run", POINTS[2:])
    assert [a.text for a in made["speed"].layout.annotations] == [
        "Nothing reported yet."
    ]
    assert not made["loss"].layout.annotations


@pytest.mark.parametrize("value", [None, math.nan, math.inf, "0.5", True])
def test_what_is_no_number_is_left_out(value):
    made = figures("a run", [step(0.5, loss=value)])
    assert made["loss"].data[0].x == ()
