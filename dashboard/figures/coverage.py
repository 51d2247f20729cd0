"""Coverage against what it costs: how many answers are sure, how many are right."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.analysis.doubt import Point
from dashboard.figures import theme


def coverage_figure(points: Sequence[Point], chosen: Point) -> go.Figure:
    """Two curves over the coverage asked for, and the chosen one as a line."""
    x = [point.coverage for point in points]
    lines = {
        "Sure answers": [point.sure for point in points],
        "Right among the sure": [point.sure_right for point in points],
        "Right label among the candidates": [point.kept for point in points],
    }
    colours = (theme.BLUE, theme.GREEN, theme.VERMILLION)
    curves = [
        go.Scatter(
            x=x,
            y=y,
            name=name,
            mode="lines",
            line={"color": colour, "width": 2},
            hovertemplate=f"{name}: %{{y:.1%}}<extra></extra>",
        )
        for (name, y), colour in zip(lines.items(), colours, strict=True)
    ]
    shared = {"tickformat": ".0%", "fixedrange": True}
    figure = go.Figure(
        curves,
        theme.layout(
            "coverage",
            xaxis=theme.axis(title={"text": "Coverage asked for"}, **shared),
            yaxis=theme.axis(**shared),
            hovermode="x unified",
            height=360,
            margin=theme.ROOM_RIGHT,
        ),
    )
    line = {"color": theme.PURPLE, "width": 2}
    place = {"annotation_text": "chosen", "annotation_position": "bottom left"}
    figure.add_vline(x=chosen.coverage, line=line, **place)
    return figure
