"""How a study went: accuracy by trial, and which settings mattered. What was tried is
figures/study_parallel.py."""

import math
from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from dashboard.figures import theme
from dashboard.studies.titles import title
from dashboard.studies.trials import Trial

STATES = {
    "complete": ("Complete", theme.BLUE, "circle"),
    "pruned": ("Pruned, its last", theme.ORANGE, "x"),
}
MOST_TICKS = 20
ROOM = 1.2  # right of the longest bar, for its figure


def history_figure(trials: Sequence[Trial]) -> go.Figure:
    """Validation accuracy of each trial in its order, and the best so far as a line."""
    step = max(1, math.ceil(len(trials) / MOST_TICKS))
    layout = theme.layout(
        "study-history",
        xaxis=theme.axis(title={"text": "Trial"}, tickformat="d", dtick=step),
        yaxis=theme.axis(title={"text": "Validation accuracy"}, tickformat=".1%"),
        height=320,
    )
    figure = go.Figure(layout=layout)
    for state, (name, colour, symbol) in STATES.items():
        shown = [t for t in trials if t.state == state and t.value is not None]
        if shown:
            figure.add_trace(_points(shown, name, colour, symbol))
    best = _best_so_far(trials)
    if not best:
        figure.add_annotation(theme.note("No trial has come to its end yet."))
        # without points the axes would count something that is not there
        return figure.update_xaxes(visible=False).update_yaxes(visible=False)
    line = {"color": theme.GREEN, "width": 2, "shape": "hv"}
    x, y = zip(*best, strict=True)
    figure.add_trace(
        go.Scatter(x=x, y=y, mode="lines", name="Best so far", line=line)
    ).update_traces(hovertemplate="trial %{x}: %{y:.2%}")
    return figure


def _points(shown: list[Trial], name: str, colour: str, symbol: str) -> go.Scatter:
    return go.Scatter(
        x=[trial.number for trial in shown],
        y=[trial.value for trial in shown],
        mode="markers",
        name=name,
        marker={"color": colour, "symbol": symbol, "size": 9},
    )


def _best_so_far(trials: Sequence[Trial]) -> list[tuple[int, float]]:
    found, best = [], -math.inf
    for trial in trials:
        if trial.state == "complete":
            best = max(best, trial.value)
            found.append((trial.number, best))
    return found


def importance_figure(importance: Mapping[str, float]) -> go.Figure:
    """A bar for each setting, the one that decided most on top."""
    rows = sorted(importance.items(), key=lambda row: row[1])
    longest = rows[-1][1] if rows else 1.0
    layout = theme.layout(
        "study-importance",
        xaxis=theme.axis(tickformat=".0%", range=[0, ROOM * longest]),
        yaxis=theme.axis(),
        height=max(200, 60 + 34 * len(rows)),
    )
    if not rows:
        note = theme.note("Too few trials to say.")
        hidden = {"visible": False}
        return go.Figure(
            layout=layout | {"annotations": [note], "xaxis": hidden, "yaxis": hidden}
        )
    bars = go.Bar(
        x=[share for _, share in rows],
        y=[title(name) for name, _ in rows],
        orientation="h",
        marker={"color": theme.BLUE},
        text=[f"{share:.0%}" for _, share in rows],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{x:.0%}<extra></extra>",
    )
    return go.Figure(bars, layout)
