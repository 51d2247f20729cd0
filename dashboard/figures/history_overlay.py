"""Several trainings over one another: accuracy, loss and learning rate on one x axis,
so that they are zoomed and pointed at together. Their numbers are records.curves."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.figures import theme
from dashboard.figures.history import PHASES, smoothed
from dashboard.figures.name_colour import clear, colour, symbol
from dashboard.records.series import Series

TITLES = {
    "epoch": "Epoch",
    "step": "Step (batches of the whole training)",
    "minutes": "Minutes of training",
}
# measure of training -> its y axis, from the top
PANELS = {"accuracy": "y", "loss": "y2", "learning_rate": "y3"}
DOMAINS = ([0.57, 1.0], [0.2, 0.53], [0.0, 0.16])
HEADINGS = ("Accuracy", "Loss", "Learning rate")
FORMS = {"accuracy": ".2%", "loss": ".4f", "learning_rate": ".3g"}
# Plotly writes single digits between powers of ten, which nobody can read
LOG_TICKS = [n * 10.0**power for power in range(-4, 3) for n in (1, 2, 5)]
MOST_TOLD_TOGETHER = 4  # a longer list of values hides what it is about
BAND_OPACITY = 0.22
NOTHING = "Nothing to draw yet: no epoch is finished."


def overlay_figure(
    series: Sequence[Series],
    x: str = "epoch",
    scale: str = "linear",
    smoothing: float = 0.0,
) -> go.Figure:
    """Dashed is training, solid is validation, the star is the epoch that was kept.

    Args:
        x: what the series go over, "epoch", "step" or "minutes".
        scale: of the loss, "linear" or "log".
        smoothing: weight of the past in a moving average, 0 (none) up to 1.
    """
    figure = go.Figure(layout=_layout(x, scale, len(series)))
    for one in series:
        figure.add_traces(_traces(one, smoothing))
    if x == "epoch":
        for place, phase in sorted({p for one in series for p in one.phases}):
            figure.add_shape(_phase_line(place))
            figure.add_annotation(_phase_note(place, phase))
    if not series:
        figure.add_annotation(theme.note(NOTHING))
    return figure


def _traces(one: Series, smoothing: float) -> list[go.Scatter]:
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


def _phase_line(place: float) -> dict:
    ends = {"x0": place, "x1": place, "y0": 0, "y1": 1, "yref": "paper"}
    return {**ends, "line": {"color": theme.NEUTRAL, "width": 1, "dash": "dot"}}


def _phase_note(place: float, phase: str) -> dict:
    where = {"x": place, "y": 0, "yref": "paper", "xanchor": "left"}
    looks = {"yanchor": "bottom", "showarrow": False}
    return {**where, **looks, "text": f"{PHASES.get(phase, phase)} →"}


def _layout(x: str, scale: str, count: int) -> dict:
    axes = {}
    for number, (domain, heading) in enumerate(zip(DOMAINS, HEADINGS, strict=True), 1):
        axes[f"yaxis{number if number > 1 else ''}"] = theme.axis(
            domain=domain, title={"text": heading}
        )
    axes["yaxis"]["tickformat"] = ".0%"
    # a zoom of one scale means nothing on the other
    axes["yaxis2"] |= {"type": scale, "uirevision": f"loss-{scale}"}
    if scale == "log":
        axes["yaxis2"] |= {"tickvals": LOG_TICKS, "tickformat": "~g"}
    axes["yaxis3"] |= {"nticks": 3, "tickformat": "~g"}
    axes["xaxis"] = theme.axis(
        title={"text": TITLES[x]}, anchor="y3", uirevision=f"x-{x}"
    )
    together = count <= MOST_TOLD_TOGETHER
    return theme.layout(
        "history",
        **axes,
        height=780,
        # below, where it is out of the way of the buttons, however many lines it has
        legend={"orientation": "h", "y": -0.09, "yanchor": "top", "x": 0},
        margin={"l": 8, "r": 8, "t": 32, "b": 8},
        # all graphs on the one x axis tell their values where one is pointed at
        hovermode="x unified" if together else "closest",
        hoversubplots="axis",
    )
