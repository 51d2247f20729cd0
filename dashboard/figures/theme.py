"""What all figures share: layout and colours that suit the light and the dark theme.

Text has no colour here; assets/style.css colours SVG text by theme.
"""

from typing import Any

# Okabe and Ito 2008, "Color Universal Design"; without black and yellow, which
# vanish on a dark and on a light page
BLUE, VERMILLION, GREEN = "#0072b2", "#d55e00", "#009e73"
PURPLE, ORANGE, SKY = "#cc79a7", "#e69f00", "#56b4e9"
PALETTE = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY)
NEUTRAL = "rgba(128,128,128,0.55)"
GRID = "rgba(128,128,128,0.25)"
CLEAR = "rgba(0,0,0,0)"
# for the half of "100%" that stands beyond the end of an axis
ROOM_RIGHT = {"l": 8, "r": 28, "t": 8, "b": 8}


def layout(uirevision: str, **changes: Any) -> dict[str, Any]:
    """The layout of a figure.

    Args:
        uirevision: while it stays the same, zoom and hidden curves survive updates.
        changes: top-level layout keys to add or replace.
    """
    shared = {
        "template": "none",
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": "inherit", "size": 13},
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "autosize": True,
        "hoverlabel": {"font": {"family": "inherit"}},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "modebar": {"bgcolor": CLEAR, "color": NEUTRAL, "activecolor": BLUE},
        "uirevision": uirevision,
    }
    return shared | changes


def axis(**changes: Any) -> dict[str, Any]:
    """An axis whose labels make their own room."""
    shared = {
        "automargin": True,
        "gridcolor": GRID,
        "linecolor": GRID,
        "zeroline": False,
    }
    return shared | changes


def blank() -> dict[str, Any]:
    """The figure of a graph that waits for its own; Plotly's would be white and have
    axes, on a dark page too."""
    hidden = axis(visible=False)
    return {"data": [], "layout": layout("blank", xaxis=hidden, yaxis=hidden)}


def note(text: str) -> dict[str, Any]:
    """An annotation in the middle of a figure that has nothing to draw."""
    return {
        "text": text,
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": 0.5,
        "y": 0.5,
    }
