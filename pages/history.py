"""The History page: how versions and runs learned, one over another."""

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.components.history_state import wanted_curves
from dashboard.components.shell import page_title

dash.register_page(
    __name__, path="/history", name="History", title="History · Lookbook", order=4
)

LIVE_MILLISECONDS = 3000


def layout(show=None, **_):
    """Build the page with the curves that the address names."""
    return html.Div(
        [
            page_title(
                "How they learned",
                "Dashed is training, solid is validation; the star marks the epoch "
                "that was kept.",
            ),
            dcc.Store(id=ids.HISTORY_QUERY),
            dcc.Interval(id=ids.HISTORY_TICK, interval=LIVE_MILLISECONDS),
            dbc.Row(
                [
                    dbc.Col(
                        [
                            html.H2("Versions and runs", className="h6"),
                            dbc.Checklist(
                                id=ids.HISTORY_CURVES,
                                options=[],
                                value=wanted_curves(show),
                                class_name="curves",
                            ),
                        ],
                        lg=3,
                        class_name="mb-3",
                    ),
                    dbc.Col(
                        [
                            html.H2("Accuracy", className="h6"),
                            _graph(ids.HISTORY_ACCURACY),
                            html.H2("Loss", className="h6"),
                            _graph(ids.HISTORY_LOSS),
                        ],
                        lg=9,
                    ),
                ]
            ),
            html.Div(id=ids.HISTORY_TABLE),
        ]
    )


def _graph(graph_id: str) -> dcc.Graph:
    return dcc.Graph(
        id=graph_id, config={"displaylogo": False}, className="curve-graph"
    )
