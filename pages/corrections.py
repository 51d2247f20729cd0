"""The Corrections page: what people said was wrong, theirs to change and take away."""

import dash
import dash_bootstrap_components as dbc
from dash import dcc, get_relative_path, html

from dashboard import ids
from dashboard.components.corrections_state import ANY
from dashboard.components.page_choice import page_choice
from dashboard.components.shell import page_title
from dashboard.corrections.entry import CHOICES

dash.register_page(
    __name__,
    path="/corrections",
    name="Corrections",
    title="Corrections · Lookbook",
    order=0.2,
)


def layout(**_):
    """Build the page; callbacks fill it."""
    return html.Div(
        [
            page_title(
                "What you corrected",
                "Each correction is kept with its picture, its 28x28 form, the version "
                "and its answer, in a folder on the machine that runs Lookbook. "
                "Nothing of it leaves that machine unless you take it away.",
            ),
            dcc.Store(id=ids.CORRECTIONS_CHANGED),
            dcc.Store(id=ids.CORRECTIONS_CHOSEN),
            html.Div([_filter(), _exports()], className="controls"),
            html.Div(
                [
                    html.Div(id=ids.CORRECTIONS_COUNT, role="status"),
                    page_choice(ids.CORRECTIONS_PAGE),
                ],
                className="grid-bar",
            ),
            html.Div(id=ids.CORRECTIONS_GRID, className="corrections"),
            _confirm(),
        ]
    )


def _filter() -> html.Div:
    options = [{"value": ANY, "label": "any"}]
    options += [{"value": label, "label": label} for label in CHOICES]
    return html.Div(
        [
            dbc.Label("Label", html_for=ids.CORRECTIONS_FILTER, className="small mb-1"),
            dbc.Select(
                id=ids.CORRECTIONS_FILTER, options=options, value=ANY, size="sm"
            ),
        ],
        className="control",
    )


def _exports() -> html.Div:
    kinds = {"zip": "Pictures and table (zip)", "csv": "Table (CSV)"}
    links = [
        html.A(
            words,
            href=get_relative_path(f"/export/corrections.{kind}"),
            download=f"corrections.{kind}",
            className="btn btn-sm btn-outline-secondary",
        )
        for kind, words in kinds.items()
    ]
    return html.Div(links, className="buttons align-self-end")


def _confirm() -> dbc.Modal:
    return dbc.Modal(
        [
            dbc.ModalBody(id=ids.CORRECTIONS_CONFIRM_BODY),
            dbc.ModalFooter(
                [
                    dbc.Button(
                        "Keep it", id=ids.CORRECTIONS_KEEP, color="secondary", size="sm"
                    ),
                    dbc.Button(
                        "Delete it",
                        id=ids.CORRECTIONS_REALLY,
                        color="danger",
                        size="sm",
                    ),
                ]
            ),
        ],
        id=ids.CORRECTIONS_CONFIRM,
        is_open=False,
    )
