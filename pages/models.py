"""The Models page: every version, its card, and who is champion."""

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.components.shell import page_title

dash.register_page(
    __name__, path="/models", name="Models", title="Models · Lookbook", order=5
)


def layout(**_):
    """Build the page; a callback fills the table."""
    return html.Div(
        [
            page_title(
                "Published versions",
                "Every version stays as it was published. The champion answers "
                "wherever no model is chosen.",
            ),
            dcc.Store(id=ids.MODELS_CHANGED),
            dcc.Store(id=ids.MODELS_GENERATION),
            html.Div(id=ids.MODELS_TABLE),
            html.H2("Champions so far", className="h4 mt-4"),
            html.Div(id=ids.MODELS_HISTORY),
            dbc.Modal(
                dbc.ModalBody(id=ids.MODELS_CARD_BODY),
                id=ids.MODELS_CARD,
                size="lg",
                scrollable=True,
            ),
        ]
    )
