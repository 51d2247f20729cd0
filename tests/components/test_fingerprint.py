"""What looks the same has one fingerprint, and nothing else has it."""

import plotly.graph_objects as go
from dash import html

from dashboard.components.fingerprint import fingerprint


def shown(words="a", y=1.0):
    return [html.Div(words), go.Figure(go.Scatter(y=[y]))]


def test_the_same_components_and_figures_are_equal():
    assert fingerprint(shown()) == fingerprint(shown())


def test_other_words_or_numbers_are_not():
    found = {fingerprint(part) for part in (shown(), shown("b"), shown(y=2.0))}
    assert len(found) == 3


def test_the_order_of_keys_changes_nothing():
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
