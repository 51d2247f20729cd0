"""Accuracy over cost."""

import math

import pytest

from dashboard.figures.tradeoff import axis_of, tradeoff_figure
from tests.analysis.versions import row

ROWS = [
    row("a/1", 0.95, pretrained=True, latency_ms=3.0, champion=True),
    row("b/1", 0.92, latency_ms=0.3, multiply_adds=None),
    row("c/1", 0.90, latency_ms=0.5),
]


def test_a_point_per_version_with_its_interval_by_where_it_began():
    began, plain = tradeoff_figure(ROWS).data
    assert (began.name, list(began.x), list(began.y)) == (
        "ImageNet weights",
        [3.0],
        [0.95],
    )
    assert list(plain.x) == [0.3, 0.5]
    assert began.text[0].split() == ["a/1", "★"]
    assert plain.error_y.array == pytest.approx([0.01, 0.01])
    assert plain.error_y.arrayminus == pytest.approx([0.01, 0.01])


def test_kinds_differ_by_shape_too():
    began, plain = tradeoff_figure(ROWS).data
    assert began.marker.symbol != plain.marker.symbol


def test_a_version_without_the_figure_is_left_out():
    _, plain = tradeoff_figure(ROWS, "multiply_adds").data
    assert [text.strip() for text in plain.text] == ["c/1"]


def test_the_axis_leaves_room_for_names():
    low, high = tradeoff_figure(ROWS).layout.xaxis.range
    assert low < math.log10(0.3) and high > math.log10(3.0)


@pytest.mark.parametrize("rows", [[], [row(latency_ms=None)]])
def test_nothing_to_draw_is_said(rows):
    figure = tradeoff_figure(rows)
    assert "No version" in figure.layout.annotations[0].text


@pytest.mark.parametrize(
    ("sent", "axis"),
    [
        ("parameters", "parameters"),
        (None, "latency"),
        ("x", "latency"),
        ([], "latency"),
    ],
)
def test_an_unknown_axis_is_time(sent, axis):
    assert axis_of(sent) == axis
