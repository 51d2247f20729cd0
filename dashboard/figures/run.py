"""The curves of one run: drawn whole once, and what a tick adds to each of them. Zoom
and hidden curves last, because a graph's `uirevision` names the run and a curve's `uid`
what it measures."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.figures import theme
from dashboard.jobs.curve import Point

DIGITS = 5  # of a drawn number; more would only be bytes


@dataclass(frozen=True)
class Series:
    """One curve: which reports it takes its points from, and how it looks.

    Attributes:
        key: the reported value; multiplied by `factor`.
        kinds: events that report it.
    """

    name: str
    key: str
    kinds: tuple[str, ...]
    colour: str = theme.BLUE
    factor: float = 1.0


def _both(measure: str) -> tuple[Series, Series]:
    return (
        Series("Training", measure, ("step",)),
        Series("Validation", f"validation_{measure}", ("epoch",), theme.VERMILLION),
    )


GRAPHS: dict[str, tuple[Series, ...]] = {
    "accuracy": _both("accuracy"),
    "loss": _both("loss"),
    "rate": (Series("Learning rate", "learning_rate", ("step", "epoch"), theme.GREEN),),
    "speed": (Series("Images a second", "images_per_second", ("step",), theme.PURPLE),),
    "memory": (Series("Memory, MB", "memory", ("step",), theme.ORANGE, 1e-6),),
}
FROM_ZERO = ("rate", "speed", "memory")  # one value throughout has a place, too
FORMATS = {"accuracy": ".1%", "loss": ".4~f", "rate": ".2~e"}
TALL, LOW = 320, 190


def figures(run_id: str, points: Sequence[Point]) -> dict[str, go.Figure]:
    """All graphs of a run, by the names in `GRAPHS`."""
    return {name: _figure(run_id, name, points) for name in GRAPHS}


def growth(points: Sequence[Point]) -> dict[str, list[tuple[list, list]]]:
    """What new points add: for each graph x and y of each of its curves."""
    return {
        name: [_values(series, points) for series in curves]
        for name, curves in GRAPHS.items()
    }


def _figure(run_id: str, name: str, points: Sequence[Point]) -> go.Figure:
    curves = GRAPHS[name]
    y = theme.axis(rangemode="tozero" if name in FROM_ZERO else "normal")
    if name in FORMATS:
        y["tickformat"] = ".0%" if name == "accuracy" else FORMATS[name]
    layout = theme.layout(
        f"{run_id}-{name}",
        xaxis=theme.axis(title={"text": "Epochs done"}, rangemode="tozero"),
        yaxis=y,
        hovermode="x unified" if len(curves) > 1 else "closest",
        height=TALL if len(curves) > 1 else LOW,
        showlegend=len(curves) > 1,
    )
    figure = go.Figure(layout=layout)
    for series in curves:
        figure.add_trace(_trace(series, points, FORMATS.get(name, ",.0f")))
    if not any(trace.x for trace in figure.data):
        figure.add_annotation(theme.note("Nothing reported yet."))
    return figure


def _trace(series: Series, points: Sequence[Point], form: str) -> go.Scatter:
    x, y = _values(series, points)
    # an epoch alone has no line
    few = "epoch" in series.kinds and "step" not in series.kinds
    return go.Scatter(
        x=x,
        y=y,
        name=series.name,
        uid=series.key.replace("_", ""),
        mode="lines+markers" if few else "lines",
        line={"color": series.colour, "width": 2.5 if few else 1.8},
        marker={"size": 7, "color": series.colour},
        hovertemplate=f"%{{y:{form}}}" + ("" if few else " at %{x:.2f}"),
    )


def _values(series: Series, points: Iterable[Point]) -> tuple[list, list]:
    x, y = [], []
    for point in points:
        value = point.values.get(series.key)
        if point.kind in series.kinds and _finite(value):
            x.append(point.x)
            y.append(float(f"{value * series.factor:.{DIGITS}g}"))
    return x, y


def _finite(value) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and math.isfinite(value)
