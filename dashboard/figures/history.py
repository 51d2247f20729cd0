"""Training curves: one colour per run, dashed for training, solid for validation."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.figures import theme

MEASURES = {"accuracy": "Accuracy", "loss": "Loss"}
PHASES = {"head": "head only", "fine": "fine-tuning"}
MOST_TICKS = 15


@dataclass(frozen=True)
class Curve:
    """A run or version and its history.

    Attributes:
        rows: one mapping per finished epoch with the columns of history.csv; numbers
            may be text.
    """

    name: str
    rows: Sequence[dict[str, Any]]


def history_figure(
    curves: Sequence[Curve], measure: str = "accuracy", smoothing: float = 0.0
) -> go.Figure:
    """Training and validation per epoch, the kept epoch starred, new phases marked.

    Args:
        measure: "accuracy" (0 to 1) or "loss" (nats).
        smoothing: weight of the past in a moving average, 0 (none) up to 1.

    Raises:
        ValueError: an unknown measure or a smoothing outside 0..1.
    """
    if measure not in MEASURES or not 0 <= smoothing < 1:
        raise ValueError(
            f"Expected a measure among {', '.join(MEASURES)} and a smoothing from 0 "
            f"up to 1. Received: measure={measure!r}, smoothing={smoothing!r}."
        )
    figure = go.Figure(layout=_layout(measure))
    curves = [curve for curve in curves if curve.rows]
    for number, curve in enumerate(curves):
        colour = theme.PALETTE[number % len(theme.PALETTE)]
        figure.add_traces(_traces(curve, measure, smoothing, colour))
    for epoch, phase in sorted({p for curve in curves for p in _new_phases(curve)}):
        _mark_phase(figure, epoch, phase)
    # few epochs would get ticks between whole numbers
    longest = max((len(curve.rows) for curve in curves), default=1)
    figure.update_xaxes(dtick=max(1, math.ceil(longest / MOST_TICKS)))
    if not curves:
        figure.add_annotation(theme.note("No epoch is finished yet."))
    return figure


def smoothed(values: Sequence[float], smoothing: float) -> list[float]:
    """Exponential moving average, corrected for its start; a gap (NaN) stays a gap.

    The correction divides by the weights so far (Kingma and Ba 2015, arXiv 1412.6980,
    section 3), so the first value is itself and no curve creeps up from 0.
    """
    if smoothing == 0:
        return list(values)
    average = weight = 0.0
    result = []
    for value in values:
        if math.isnan(value):
            result.append(value)
            continue
        average = smoothing * average + (1 - smoothing) * value
        weight = smoothing * weight + (1 - smoothing)
        result.append(average / weight)
    return result


def best_row(curve: Curve) -> int | None:
    """Row of the first epoch with the highest validation accuracy, the one kept."""
    accuracy = _column(curve, "validation_accuracy")
    rows = [row for row, value in enumerate(accuracy) if not math.isnan(value)]
    return max(rows, key=lambda row: accuracy[row], default=None)


def _traces(curve: Curve, measure: str, smoothing: float, colour: str) -> list:
    epochs = [int(float(row["epoch"])) for row in curve.rows]
    raw = _column(curve, f"validation_{measure}")
    training = smoothed(_column(curve, measure), smoothing)
    validation = smoothed(raw, smoothing)
    train_name, solid = f"{curve.name} (training)", {"color": colour, "width": 2.5}
    traces = [
        _line(epochs, training, train_name, solid | {"dash": "dash", "width": 1.5}),
        _line(epochs, validation, curve.name, solid),
    ]
    best = best_row(curve)
    if best is not None:
        star = _line([epochs[best]], [validation[best]], f"{curve.name}, kept", solid)
        star.update(mode="markers", showlegend=False, customdata=[raw[best]])
        star.update(marker={"symbol": "star", "size": 15, "color": colour})
        star.hovertemplate = f"best epoch %{{x}}: {_number('customdata', measure)}"
        traces.append(star)
    for trace in traces:
        trace.legendgroup = curve.name
        trace.hovertemplate = trace.hovertemplate or _number("y", measure)
    return traces


def _line(x: list, y: list, name: str, line: dict) -> go.Scatter:
    # markers too: a single epoch has no line; the uid keeps a curve hidden in updates.
    # Plotly makes a CSS class of it: with a "/" no page could be opened after this one
    marker = {"size": 6, "color": line["color"]}
    y = [None if math.isnan(value) else value for value in y]
    return go.Scatter(
        x=x,
        y=y,
        name=name,
        uid=name.encode().hex(),
        mode="lines+markers",
        line=line,
        marker=marker,
    )


def _number(variable: str, measure: str) -> str:
    return f"%{{{variable}:{'.2%' if measure == 'accuracy' else '.4f'}}}"


def _column(curve: Curve, name: str) -> list[float]:
    values = (row.get(name) for row in curve.rows)
    return [math.nan if value in (None, "") else float(value) for value in values]


def _new_phases(curve: Curve) -> list[tuple[int, str]]:
    """(first epoch, phase) of every phase after the first."""
    pairs = zip(curve.rows, curve.rows[1:], strict=False)
    return [
        (int(float(row["epoch"])), str(row.get("phase", "")))
        for before, row in pairs
        if row.get("phase") != before.get("phase")
    ]


def _mark_phase(figure: go.Figure, epoch: int, phase: str) -> None:
    between = epoch - 0.5
    figure.add_vline(between, line={"color": theme.NEUTRAL, "width": 1, "dash": "dot"})
    text = f"{PHASES.get(phase, phase)} →"
    place = {"x": between, "y": 0, "yref": "paper", "xanchor": "left"}
    figure.add_annotation(place, text=text, yanchor="bottom", showarrow=False)


def _layout(measure: str) -> dict:
    y = theme.axis(title={"text": MEASURES[measure]})
    if measure == "accuracy":
        y["tickformat"] = ".0%"
    x = theme.axis(title={"text": "Epoch"}, tickformat="d")
    return theme.layout(
        f"history-{measure}", xaxis=x, yaxis=y, hovermode="x unified", height=420
    )
