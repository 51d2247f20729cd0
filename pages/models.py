"""The Models page: every version compared, its card, and who is champion."""

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.components.published import published
from dashboard.components.shell import page_title
from dashboard.figures import theme

dash.register_page(
    __name__, path="/models", name="Models", title="Models · Lookbook", order=2.3
)


def layout(**_):
    """Build the page; a callback fills the table."""
    return html.Div(
        [
            page_title(
                "Published versions",
                "Every version stays as it was published. Where no model is chosen, "
                "the champion answers, and for photographs the version made for them.",
            ),
            dcc.Store(id=ids.MODELS_CHANGED),
            dcc.Store(id=ids.MODELS_GENERATION),
            dcc.Store(id=ids.MODELS_ORDER),
            dcc.Store(id=ids.MODELS_PROMOTING),
            html.Div(id=ids.MODELS_TABLE),
            html.H2("What accuracy costs", className="h4 mt-4"),
            dbc.RadioItems(
                id=ids.MODELS_AXIS,
                options=[
                    {"value": "latency", "label": "time for one image"},
                    {"value": "multiply_adds", "label": "multiply-adds"},
                    {"value": "parameters", "label": "parameters"},
                ],
                value="latency",
                inline=True,
            ),
            dcc.Graph(
                id=ids.MODELS_TRADEOFF,
                figure=theme.blank(),
                config={"displaylogo": False},
                className="curve-graph",
            ),
            html.H2("Transfer learning against a standard CNN", className="h4 mt-4"),
            html.Div(id=ids.MODELS_TRANSFER, className="prose"),
            published(),
            html.H2("Champions so far", className="h4 mt-4"),
            html.Div(id=ids.MODELS_HISTORY),
            dbc.Modal(
                [
                    dbc.ModalHeader(class_name="bare"),
                    dbc.ModalBody(id=ids.MODELS_CARD_BODY),
                ],
                id=ids.MODELS_CARD,
                size="lg",
                scrollable=True,
            ),
        ]
    )
