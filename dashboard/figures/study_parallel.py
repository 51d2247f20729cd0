"""Parallel coordinates of a study: a line per trial across every setting that varied.

Plain lines and not plotly's own parallel coordinates, which need WebGL: without it they
show an advertisement in place of a figure.
"""

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from plotly.colors import sample_colorscale

from dashboard.figures import theme
from dashboard.studies.dimension import Dimension, Listed
from dashboard.studies.titles import title, value_words
from dashboard.studies.trials import Trial

# the worst is plain, the best strong, on a light and on a dark page
SCALE = ["rgb(160,166,172)", "rgb(86,180,233)", "rgb(0,114,178)"]
MOST_LINES = 200
WRAP = 12  # characters of a title beside its neighbours


@dataclass(frozen=True)
class Axis:
    """One upright line: where values are on it, 0 (below) to 1, and its marks."""

    title: str
    places: list[float]
    ticks: dict[float, str]


def parallel_figure(
    trials: Sequence[Trial], space: Mapping[str, Dimension]
) -> go.Figure:
    """The trials that came to their end, the best one strong and on top."""
    shown = sorted(
        (trial for trial in trials if trial.state == "complete"),
        key=lambda trial: (trial.value, -trial.number),
    )[-MOST_LINES:]
    if not shown:
        hidden = {"visible": False}
        note = theme.note("No trial has come to its end yet.")
        return go.Figure(layout=_layout([], [note]) | {"yaxis": hidden})
    axes = [
        axis(name, found, [trial.params[name] for trial in shown])
        for name, found in space.items()
    ]
    axes.append(_accuracy([trial.value for trial in shown]))
    marks = [mark for x, one in enumerate(axes) for mark in _marks(x, one)]
    lines = [_line(place, shown, axes) for place in range(len(shown))]
    return go.Figure(lines, _layout(axes, marks))


def axis(name: str, dimension: Dimension, values: Sequence[Any]) -> Axis:
    """The axis of a setting; words and logarithms become places on it."""
    if isinstance(dimension, Listed):
        last = max(1, len(dimension.values) - 1)
        places = {value: n / last for n, value in enumerate(dimension.values)}
        ticks = {place: str(value) for value, place in places.items()}
        return Axis(title(name), [places[value] for value in values], ticks)
    scale = math.log if dimension.log else float
    low, high = scale(dimension.low), scale(dimension.high)
    place = [(scale(value) - low) / (high - low) for value in values]
    marks = log_ticks(dimension.low, dimension.high) if dimension.log else None
    marks = marks or [dimension.low, dimension.high]
    ticks = {(scale(mark) - low) / (high - low): f"{mark:g}" for mark in marks}
    return Axis(title(name), place, ticks)


def log_ticks(low: float, high: float) -> list[float]:
    """The ends of a range and the powers of ten within that are not close to them."""
    powers = range(math.ceil(math.log10(low)), math.floor(math.log10(high)) + 1)
    room = (math.log10(high) - math.log10(low)) / 6
    inner = [
        10.0**power
        for power in powers
        if min(power - math.log10(low), math.log10(high) - power) > room
    ]
    return [low, *inner, high]


def _accuracy(values: list[float]) -> Axis:
    low, high = min(values), max(values)
    width = high - low or 1.0
    places = [(value - low) / width for value in values]
    return Axis("Validation", places, {0.0: f"{low:.1%}", 1.0: f"{high:.1%}"})


def _line(place: int, shown: Sequence[Trial], axes: Sequence[Axis]) -> go.Scatter:
    trial, best = shown[place], place == len(shown) - 1
    share = place / max(1, len(shown) - 1)
    colour = theme.VERMILLION if best else sample_colorscale(SCALE, [share])[0]
    facts = [
        f"{title(name)}: {value_words(value)}" for name, value in trial.params.items()
    ]
    words = "<br>".join([f"<b>Trial {trial.number}, {trial.value:.2%}</b>", *facts])
    return go.Scatter(
        x=list(range(len(axes))),
        y=[one.places[place] for one in axes],
        mode="lines+markers",
        line={"color": colour, "width": 3.5 if best else 1.5},
        marker={"size": 7 if best else 4},
        opacity=1.0 if best else 0.8,
        hovertemplate=f"{words}<extra></extra>",
        showlegend=False,
    )


def _marks(x: int, one: Axis) -> list[dict[str, Any]]:
    return [
        {
            "x": x,
            "y": y,
            "text": text,
            "showarrow": False,
            "xanchor": "left",
            "xshift": 5,
            "yshift": 9,  # a line may end at the mark itself
            "font": {"size": 11},
            "bgcolor": theme.CLEAR,
        }
        for y, text in one.ticks.items()
    ]


def _layout(axes: Sequence[Axis], notes: list[dict]) -> dict[str, Any]:
    uprights = theme.axis(
        side="top",
        tickvals=list(range(len(axes))),
        ticktext=["<br>".join(textwrap.wrap(one.title, WRAP)) for one in axes],
        tickangle=0,
        gridcolor=theme.NEUTRAL,
        range=[-0.5, max(1, len(axes)) - 0.3],
        fixedrange=True,
    )
    return theme.layout(
        "study-parallel",
        xaxis=uprights,
        yaxis={"visible": False, "range": [-0.06, 1.1], "fixedrange": True},
        annotations=notes,
        hovermode="closest",
        height=380,
    )
