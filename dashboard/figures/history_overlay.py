"""Several trainings over one another: accuracy, loss and learning rate on one x axis,
so that they are zoomed and pointed at together. Their numbers are records.curves."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.figures import theme
from dashboard.figures.history import PHASES
from dashboard.figures.history_traces import traces
from dashboard.records.series import Series

TITLES = {
    "epoch": "Epoch",
    "step": "Step (batches of the whole training)",
    "minutes": "Minutes of training",
}
# of the y axes of history_traces.PANELS
DOMAINS = ([0.57, 1.0], [0.2, 0.53], [0.0, 0.16])
HEADINGS = ("Accuracy", "Loss", "Learning rate")
# Plotly writes single digits between powers of ten, which nobody can read
LOG_TICKS = [n * 10.0**power for power in range(-4, 3) for n in (1, 2, 5)]
MOST_TOLD_TOGETHER = 4  # a longer list of values hides what it is about
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
        figure.add_traces(traces(one, smoothing))
    if x == "epoch":
        for place, phase in sorted({p for one in series for p in one.phases}):
            figure.add_shape(_phase_line(place))
            figure.add_annotation(_phase_note(place, phase))
    if not series:
        figure.add_annotation(theme.note(NOTHING))
    return figure


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
    # one rate throughout would be drawn in the middle of -1 to 1
    axes["yaxis3"] |= {"nticks": 3, "tickformat": "~g", "rangemode": "tozero"}
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
