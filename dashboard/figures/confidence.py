"""The ten probabilities of one answer as bars."""

import numpy as np
import plotly.graph_objects as go

from dashboard.figures import theme
from dashboard.labels import CLASSES, LABELS


def confidence_figure(
    probabilities: np.ndarray, *, highlight: bool = True
) -> go.Figure:
    """Horizontal bars of all ten classes, the likeliest on top.

    Args:
        probabilities: float[10], 0 to 1.
        highlight: colour the answer; leave off when the verdict is "none".

    Raises:
        ValueError: there are not ten probabilities.
    """
    values = np.asarray(probabilities, np.float64)
    if values.shape != (CLASSES,):
        raise ValueError(
            f"Expected {CLASSES} probabilities. Received: shape {values.shape}."
        )
    order = np.argsort(-values, kind="stable")
    colours = [theme.NEUTRAL] * CLASSES
    if highlight:
        colours[0] = theme.BLUE
    texts = [probability_text(values[number]) for number in order]
    bars = go.Bar(
        x=values[order].tolist(),
        y=[LABELS[number] for number in order],
        orientation="h",
        marker={"color": colours},
        text=texts,
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    return go.Figure(bars, _layout())


def probability_text(probability: float) -> str:
    """0.971 to "97.1%"; never "100.0%" or "0.0%" for what is only close to it."""
    percent = 100 * float(probability)
    if 0 < percent < 0.05:
        return "< 0.1%"
    if 99.95 <= percent < 100:
        return "> 99.9%"
    return f"{percent:.1f}%"


def _layout() -> dict:
    # leaves room for the text right of a full bar, in a narrow window too
    x = theme.axis(range=[0, 1.35], visible=False, fixedrange=True)
    y = theme.axis(autorange="reversed", fixedrange=True, showgrid=False)
    return theme.layout(
        "confidence", xaxis=x, yaxis=y, bargap=0.25, height=320, showlegend=False
    )
