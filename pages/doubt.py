"""The Doubt page: can a version's confidence be believed, and when does it ask back."""

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.components.doubt_state import HIGHEST, LOWEST
from dashboard.components.model_picker import model_picker
from dashboard.components.shell import page_title
from dashboard.figures import theme

dash.register_page(
    __name__, path="/doubt", name="Doubt", title="Doubt · Lookbook", order=1.2
)


def layout(model=None, **_):
    """Build the page; `model` comes from the address."""
    return html.Div(
        [
            page_title(
                "How sure is sure",
                "Set how often the right label must be among the candidates. More "
                "coverage means fewer sure answers.",
            ),
            html.Div(
                [model_picker(ids.DOUBT_MODEL, model), *_dial()], className="controls"
            ),
            html.Div(id=ids.DOUBT_WORDS, role="status"),
            dbc.Row(
                [
                    _figure("Coverage and what it costs", ids.DOUBT_CURVES),
                    _figure("Confidence against accuracy", ids.DOUBT_RELIABILITY),
                ]
            ),
        ]
    )


def _dial() -> list:
    marks = {80: "80%", 90: "90%", 95: "95%", 99: "99%"}
    return [
        html.Div(
            [
                dbc.Label("Coverage, per cent", class_name="small mb-1"),
                dcc.Slider(
                    LOWEST,
                    HIGHEST,
                    0.1,
                    id=ids.DOUBT_COVERAGE,
                    marks=marks,
                    tooltip={"placement": "bottom"},
                ),
            ],
            className="dial flex-grow-1",
        ),
        html.Div(
            [
                dbc.Button(
                    "Answer with this coverage",
                    id=ids.DOUBT_SAVE,
                    size="sm",
                    disabled=True,
                ),
                html.Span(id=ids.DOUBT_MESSAGE, role="status", className="ms-2 small"),
            ],
            className="align-self-end",
        ),
    ]


def _figure(title: str, graph_id: str) -> dbc.Col:
    graph = dcc.Graph(
        id=graph_id, figure=theme.blank(), config={"displayModeBar": False}
    )
    return dbc.Col([html.H2(title, className="h4"), graph], lg=6, class_name="mb-3")
