"""The Train page: a form that starts a run, and the runs as they go."""

import uuid

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.components.backbone_options import backbone_options
from dashboard.components.shell import page_title
from dashboard.components.train_corrections import corrections_choice
from dashboard.components.train_form import fields
from dashboard.components.train_lesson import lesson_section
from dashboard.components.train_reading import MOST_SEEDS
from dashboard.recipe import Recipe

dash.register_page(
    __name__, path="/train", name="Train", title="Train · Lookbook", order=2
)

TICK_MILLISECONDS = 1000


def layout(**query):
    """Build the page; the token makes two clicks on one form one run.

    "from" in the address is a run or a version that the form is filled from.
    """
    return html.Div(
        [
            page_title(
                "Train a version",
                "It runs in the background: close the page, come back, it goes on.",
            ),
            dcc.Store(id=ids.TRAIN_TOKEN, data=uuid.uuid4().hex),
            dcc.Store(id=ids.TRAIN_FROM, data=query.get("from")),
            dcc.Store(id=ids.TRAIN_SHOWN),
            dcc.Store(id=ids.RUN_PRESSED),
            dcc.Store(id=ids.QUEUE_PRESSED),
            html.Datalist(id=ids.TRAIN_VERSIONS),
            dcc.Interval(id=ids.TRAIN_TICK, interval=TICK_MILLISECONDS),
            dbc.Row(
                [
                    dbc.Col([_form(), lesson_section()], lg=6, class_name="mb-4"),
                    dbc.Col(
                        [
                            html.H2("Runs", className="h4"),
                            html.Div(
                                id=ids.RUN_MESSAGE, className="small", role="status"
                            ),
                            html.Div(id=ids.TRAIN_LINE),
                            html.Div(id=ids.TRAIN_RUNS),
                        ],
                        lg=6,
                    ),
                ]
            ),
        ]
    )


def _form() -> html.Div:
    return html.Div(
        [
            html.Div(id=ids.TRAIN_FROM_WORDS, className="small mb-2", role="status"),
            dbc.Label("Network", html_for=ids.TRAIN_BACKBONE, className="small mb-1"),
            dbc.Select(
                id=ids.TRAIN_BACKBONE,
                options=backbone_options(),
                value=Recipe.backbone,
                class_name="mb-2",
            ),
            html.Div(fields(Recipe.backbone), id=ids.TRAIN_FORM, className="form-grid"),
            corrections_choice(),
            html.Div(_around(), className="form-grid mt-3"),
            html.Div(id=ids.TRAIN_ESTIMATE, className="my-3", role="status"),
            dbc.Button("Start training", id=ids.TRAIN_START, color="primary"),
            html.Div(id=ids.TRAIN_MESSAGE, className="mt-2", role="status"),
        ]
    )


def _around() -> list:
    """What is not part of a recipe."""
    name = dbc.Input(id=ids.TRAIN_NAME, value=Recipe.backbone, maxlength=64, size="sm")
    begin = dbc.Input(
        id=ids.TRAIN_BEGIN,
        value="",
        placeholder="none",
        list=ids.TRAIN_VERSIONS,
        maxlength=80,
        size="sm",
    )
    seeds = dbc.Input(
        id=ids.TRAIN_SEEDS,
        type="number",
        value=1,
        min=1,
        max=MOST_SEEDS,
        step=1,
        size="sm",
    )
    named = {
        "Publish under": name,
        "Continue from version": begin,
        "Repeat over seeds, from the one above": seeds,
    }
    return [
        html.Label([html.Span(title), control], className="field")
        for title, control in named.items()
    ]
