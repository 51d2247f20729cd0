import json

import numpy as np
import plotly.graph_objects as go
import pytest

from dashboard.analysis.reliability import reliability_bins
from dashboard.figures import theme
from dashboard.figures.confidence import confidence_figure
from dashboard.figures.history import Curve, history_figure
from dashboard.figures.reliability import reliability_figure
from dashboard.figures.tradeoff import tradeoff_figure
from tests.analysis.versions import row

ROW = {"epoch": 1, "phase": "head", "accuracy": 0.5, "validation_accuracy": 0.5}
FIGURES = {
    "blank": go.Figure(theme.blank()),
    "confidence": confidence_figure(np.full(10, 0.1)),
    "history": history_figure([Curve("a", [ROW])]),
    "no history": history_figure([]),
    "tradeoff": tradeoff_figure([row()]),
    "no tradeoff": tradeoff_figure([]),
    "reliability": reliability_figure(reliability_bins(np.eye(10), np.arange(10))),
}


def fonts(node):
    """Every font object anywhere in a figure."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key.endswith("font") and isinstance(value, dict):
                yield value
            yield from fonts(value)
    elif isinstance(node, list):
        for value in node:
            yield from fonts(value)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_transparent_and_leaves_text_colours_to_the_page(name):
    figure = json.loads(FIGURES[name].to_json())

    assert figure["layout"]["paper_bgcolor"] == theme.CLEAR
    assert figure["layout"]["plot_bgcolor"] == theme.CLEAR
    assert figure["layout"]["uirevision"]
    assert list(fonts(figure)) and not [f for f in fonts(figure) if "color" in f]


def test_a_change_replaces_the_shared_value():
    assert theme.layout("x", margin={"t": 0})["margin"] == {"t": 0}
    assert theme.axis(gridcolor="red")["gridcolor"] == "red"


def test_the_palette_has_no_colour_twice():
    assert len(set(theme.PALETTE)) == len(theme.PALETTE)
