"""The Studies page: a form that begins a hyperparameter study, and those so far."""

import uuid

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.components.backbone_options import backbone_options
from dashboard.components.shell import page_title
from dashboard.components.study_form import FIRST_BASE, asked_fields, settings_rows

dash.register_page(
    __name__, path="/studies", name="Studies", title="Studies · Lookbook", order=2.1
)

TICK_MILLISECONDS = 2000


def layout(**_):
    """Build the page; the token makes two clicks on one form one study."""
    return html.Div(
        [
            page_title(
                "Search for good settings",
                "A study tries many settings, each in a run of its own, measured on "
                "validation images. Test images never choose anything.",
            ),
            dcc.Store(id=ids.STUDIES_TOKEN, data=uuid.uuid4().hex),
            dcc.Store(id=ids.STUDIES_SHOWN),
            dcc.Interval(id=ids.STUDIES_TICK, interval=TICK_MILLISECONDS),
            dbc.Row(
                [
                    dbc.Col(_form(), lg=7, class_name="mb-4"),
                    dbc.Col(
                        [
                            html.H2("Studies", className="h4"),
                            html.Div(id=ids.STUDIES_LIST),
                        ],
                        lg=5,
                    ),
                ]
            ),
        ]
    )


def _form() -> html.Div:
    return html.Div(
        [
            dbc.Label("Network", html_for=ids.STUDIES_BASE, class_name="small mb-1"),
            dbc.Select(
                id=ids.STUDIES_BASE, options=backbone_options(), value=FIRST_BASE
            ),
            html.H2("What varies", className="h5 mt-3 mb-1"),
            html.P(
                "One value, a range such as 0..0.5 or 1e-4..1e-2 log, or a list with "
                "commas.",
                className="small text-body-secondary mb-2",
            ),
            html.Div(settings_rows(FIRST_BASE), id=ids.STUDIES_SETTINGS),
            html.H2("Budget and method", className="h5 mt-3"),
            asked_fields(("trials", "minutes", "sampler", "pruner", "seed")),
            html.H2("Name, and what becomes of the best", className="h5 mt-3"),
            asked_fields(("name", "publish_as", "final_share", "final_epochs")),
            html.Div(id=ids.STUDIES_ESTIMATE, className="my-3", role="status"),
            dbc.Button("Begin study", id=ids.STUDIES_BEGIN, color="primary"),
            html.Div(id=ids.STUDIES_MESSAGE, className="mt-2", role="status"),
        ]
    )
