"""The reliability diagram: is a model right as often as it says?"""

import numpy as np
import plotly.graph_objects as go

from dashboard.analysis.reliability import ReliabilityBins
from dashboard.figures import theme

HOVER = (
    "said %{customdata[0]:.1%}, right %{y:.1%}<br>"
    "%{customdata[1]:,} pictures<extra></extra>"
)


def reliability_figure(bins: ReliabilityBins) -> go.Figure:
    """Accuracy per bin of confidence, against the diagonal of a calibrated model.

    Below the diagonal a model promises too much (Guo et al. 2017, arXiv 1706.04599,
    figure 1). Empty bins are left out; a bar is paler the fewer pictures it stands on.
    """
    filled = bins.count > 0
    edges, count = bins.edges, bins.count[filled]
    bars = go.Bar(
        x=((edges[:-1] + edges[1:]) / 2)[filled].tolist(),
        y=bins.accuracy[filled].tolist(),
        width=np.diff(edges)[filled].tolist(),
        name="Accuracy",
        customdata=np.column_stack([bins.confidence[filled], count]).tolist(),
        marker={"color": theme.BLUE, "opacity": _opacities(count)},
        hovertemplate=HOVER,
    )
    diagonal = go.Scatter(
        x=[0, 1],
        y=[0, 1],
        name="Calibrated",
        mode="lines",
        line={"color": theme.VERMILLION, "width": 2, "dash": "dash"},
        hoverinfo="skip",
    )
    return go.Figure([bars, diagonal], _layout())


def _opacities(count: np.ndarray) -> list[float]:
    """0.3 to 0.9 on a log scale: one bin usually holds nearly all pictures."""
    if count.size == 0:
        return []
    return (0.3 + 0.6 * np.log1p(count) / np.log1p(count.max())).tolist()


def _layout() -> dict:
    shared = {"range": [0, 1], "tickformat": ".0%", "fixedrange": True}
    x = theme.axis(title={"text": "Confidence"}, **shared)
    y = theme.axis(title={"text": "Accuracy"}, **shared)
    return theme.layout(
        "reliability", xaxis=x, yaxis=y, bargap=0, height=360, margin=theme.ROOM_RIGHT
    )
