"""What a version's accuracy costs: the picture a person picks a version by."""

import math
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.analysis.columns import (
    BY_KEY,
    accuracy_words,
    count_words,
    interval_words,
)
from dashboard.analysis.comparison import Row
from dashboard.figures import theme
from dashboard.figures.label_places import label_places

# key of a column: title of the axis, short enough for a narrow window
AXES = {
    "latency": "Milliseconds for one image",
    "multiply_adds": "Multiply-adds for one image",
    "parameters": "Parameters",
}
TICKS = [digit * 10.0**power for power in range(-2, 12) for digit in (1, 2, 5)]
HOVER = "%{customdata[0]}<br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>"
ROOM_LEFT, ROOM_RIGHT = 0.2, 0.55  # in powers of ten; names stand beside the points
ROOM_BELOW = 0.008  # of accuracy, for the intervals


def axis_of(value: object) -> str:
    """A known axis from what a browser sent."""
    return value if isinstance(value, str) and value in AXES else "latency"


def tradeoff_figure(rows: Sequence[Row], axis: str = "latency") -> go.Figure:
    """Test accuracy with its 95 % interval over a cost; up and left is better.

    Args:
        axis: one of AXES; versions without that figure are left out.
    """
    shown = [row for row in rows if BY_KEY[axis].value(row)]
    layout = _layout(shown, axis)
    places = _places(shown, axis, layout["xaxis"].get("range"))
    kinds = (
        ("ImageNet weights", True, theme.BLUE, "circle"),
        ("From nothing", False, theme.VERMILLION, "diamond"),
    )
    traces = [
        _points(
            [row for row in shown if row.pretrained is began],
            axis,
            places,
            name=name,
            marker={"color": colour, "symbol": symbol, "size": 11},
        )
        for name, began, colour, symbol in kinds
    ]
    return go.Figure(traces, layout)


def _points(
    rows: list[Row], axis: str, places: dict[str, str], **looks: Any
) -> go.Scatter:
    column = BY_KEY[axis]
    return go.Scatter(
        x=[column.value(row) for row in rows],
        y=[row.accuracy for row in rows],
        mode="markers+text",
        text=[_name(row) for row in rows],
        textposition=[places[row.ref] for row in rows],
        textfont={"size": 11},
        cliponaxis=False,
        error_y=_whiskers(rows, looks["marker"]["color"]),
        customdata=[
            [
                row.ref,
                f"{accuracy_words(row)} ({interval_words(row)})",
                column.text(row),
            ]
            for row in rows
        ],
        hovertemplate=HOVER,
        **looks,
    )


def _name(row: Row) -> str:
    return f" {row.ref}{' ★' if row.champion else ''} "


def _places(rows: list[Row], axis: str, span: list[float] | None) -> dict[str, str]:
    """Where the name of each version stands."""
    if span is None:
        return {}
    low, high = (f(row.accuracy for row in rows) for f in (min, max))
    low, high = low - ROOM_BELOW, high + ROOM_BELOW
    x = [math.log10(BY_KEY[axis].value(row)) for row in rows]
    places = label_places(
        [(value - span[0]) / (span[1] - span[0]) for value in x],
        [(row.accuracy - low) / (high - low) for row in rows],
        [_name(row) for row in rows],
        [(row.high - row.low) / 2 / (high - low) for row in rows],
    )
    return {row.ref: place for row, place in zip(rows, places, strict=True)}


def _whiskers(rows: list[Row], colour: str) -> dict:
    """The 95 % intervals."""
    return {
        "array": [row.high - row.accuracy for row in rows],
        "arrayminus": [row.accuracy - row.low for row in rows],
        "symmetric": False,
        "color": colour,
        "thickness": 1.5,
        "width": 4,
    }


def _layout(rows: list[Row], axis: str) -> dict:
    costs = [BY_KEY[axis].value(row) for row in rows]
    words = "{:g}".format if axis == "latency" else count_words
    x = theme.axis(
        type="log",
        title={"text": AXES[axis]},
        tickvals=TICKS,
        ticktext=[words(tick) for tick in TICKS],
    )
    y = theme.axis(title={"text": "Test accuracy"}, tickformat=".1%")
    notes = []
    if costs:
        low, high = math.log10(min(costs)), math.log10(max(costs))
        x["range"] = [low - ROOM_LEFT, high + ROOM_RIGHT]
    else:
        notes = [theme.note("No version has this figure")]
    return theme.layout(
        f"tradeoff-{axis}", xaxis=x, yaxis=y, height=420, annotations=notes
    )
