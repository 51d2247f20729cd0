"""How the curves of the History page are drawn, and the files to take away."""

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.components.history_fields import select
from dashboard.records.view import MOST_SMOOTHING, HistoryView

X_CHOICES = {"epoch": "epochs", "step": "steps", "minutes": "minutes"}
SCALE_CHOICES = {"linear": "linear", "log": "logarithmic"}
BAND_CHOICES = {
    "each": "each by itself",
    "range": "mean, lowest to highest",
    "deviation": "mean ± one standard deviation",
}


def drawing(view: HistoryView) -> html.Div:
    """How the curves are drawn, and the files to take away."""
    return html.Div(
        [
            select(ids.HISTORY_X, "Over", X_CHOICES, view.x),
            select(ids.HISTORY_SCALE, "Loss axis", SCALE_CHOICES, view.scale),
            select(ids.HISTORY_BAND, "Equal but for the seed", BAND_CHOICES, view.band),
            html.Div(
                [
                    dbc.Label("Smoothing", class_name="small mb-1"),
                    dcc.Slider(
                        id=ids.HISTORY_SMOOTHING,
                        min=0,
                        max=MOST_SMOOTHING,
                        step=0.05,
                        value=view.smoothing,
                        allow_direct_input=False,
                        marks={0: "none", 0.5: "0.5", MOST_SMOOTHING: "0.95"},
                    ),
                ],
                className="control wide small",
            ),
            html.Div(
                [
                    _download(ids.HISTORY_CSV, "Curves (CSV)", "history.csv"),
                    _download(ids.HISTORY_JSON, "All (JSON)", "history.json"),
                ],
                className="buttons align-self-end",
            ),
        ],
        className="controls mt-3 mb-1",
    )


def _download(link_id: str, words: str, name: str) -> html.A:
    return html.A(
        words,
        id=link_id,
        download=name,
        className="btn btn-sm btn-outline-secondary",
    )
