"""Lines, bands and stars of one series among several, all in its colour."""

import math

import plotly.graph_objects as go

from dashboard.figures.history import smoothed
from dashboard.figures.name_colour import clear, colour, symbol
from dashboard.records.series import Series

# measure of training -> its y axis, from the top
PANELS = {"accuracy": "y", "loss": "y2", "learning_rate": "y3"}
FORMS = {"accuracy": ".2%", "loss": ".4f", "learning_rate": ".3g"}
BAND_OPACITY = 0.22


def traces(one: Series, smoothing: float) -> list[go.Scatter]:
    """Lines, bands and stars of one series, in every graph.

    Args:
        smoothing: weight of the past in a moving average, 0 (none) up to 1.
    """
    made = []
    for measure in PANELS:
        pair = (f"validation_{measure}", measure)
        for name in pair if measure != "learning_rate" else pair[1:]:
            made += _band(one, name, measure, smoothing)
            made.append(_line(one, name, measure, smoothing))
        if measure != "learning_rate":
            made += _star(one, measure, smoothing)
    return made


def _line(one: Series, name: str, measure: str, smoothing: float) -> go.Scatter:
    training = name == measure
    x, y = one.x, one.values[name]
    fine = training and name in one.steps
    if fine:
        x, y = one.steps[name]
    if measure != "learning_rate":  # it is set, not measured
        y = smoothed(y, smoothing)
    dash = "dash" if training and measure != "learning_rate" and not fine else "solid"
    line = {"color": colour(one.name), "width": 1.3 if training else 2.4, "dash": dash}
    label = f"{one.label}, training" if training else one.label
    return _trace(one, name, measure, x, y).update(
        # markers too: a single epoch has no line
        mode="lines" if fine else "lines+markers",
        line=line,
        marker=_marker(one, 4 if training else 6),
        opacity=0.75 if fine else 1.0,
        name=label,
        showlegend=name == "validation_accuracy",
        customdata=one.counts or None,
        hovertemplate=_told(measure, bool(one.counts)),
    )


def _band(one: Series, name: str, measure: str, smoothing: float) -> list[go.Scatter]:
    """The area between the ends, of validation only: two on one another hide both."""
    if name == measure or name not in one.low:
        return []
    ends = [smoothed(end[name], smoothing) for end in (one.low, one.high)]
    known = [i for i, end in enumerate(ends[0]) if not math.isnan(end)]
    x = [one.x[i] for i in known]
    around = [ends[0][i] for i in known] + [ends[1][i] for i in known[::-1]]
    area = _trace(one, f"{name} band", measure, x + x[::-1], around)
    return [
        area.update(
            mode="lines",
            line={"width": 0},
            fill="toself",
            fillcolor=clear(colour(one.name), BAND_OPACITY),
            hoverinfo="skip",
            showlegend=False,
        )
    ]


def _star(one: Series, measure: str, smoothing: float) -> list[go.Scatter]:
    if one.best is None:
        return []
    name = f"validation_{measure}"
    true = one.values[name][one.best]
    if math.isnan(true):
        return []
    y = smoothed(one.values[name], smoothing)[one.best]
    star = _trace(one, f"{name} best", measure, [one.x[one.best]], [y])
    words = f"{measure} of the best epoch %{{customdata:{FORMS[measure]}}}"
    return [
        star.update(
            mode="markers",
            marker={"symbol": "star", "size": 15, "color": colour(one.name)},
            name=one.label,
            customdata=[true],
            hovertemplate=f"{words}<extra>{one.label}</extra>",
            showlegend=False,
        )
    ]


def _trace(one: Series, name: str, measure: str, x: list, y: list) -> go.Scatter:
    return go.Scatter(
        x=x,
        y=[None if math.isnan(value) else value for value in y],
        # keeps what is hidden in updates; Plotly makes a CSS class of it
        uid=f"{one.name} {name}".encode().hex(),
        yaxis=PANELS[measure],
        legendgroup=one.name,
    )


def _marker(one: Series, size: int) -> dict:
    return {"size": size, "color": colour(one.name), "symbol": symbol(one.name)}


def _told(measure: str, several: bool) -> str:
    """What pointing at a value says."""
    what = measure.replace("_", " ")
    number = f"{what} %{{y:{FORMS[measure]}}}"
    return f"{number} (over %{{customdata}})" if several else number
