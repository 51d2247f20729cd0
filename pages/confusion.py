"""The Confusion page: which classes a model takes for which, and the images of it."""

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.analysis.address import choice
from dashboard.components.confusion_state import MEASURES, cell_of
from dashboard.components.model_picker import model_picker
from dashboard.components.shell import page_title

dash.register_page(
    __name__,
    path="/confusion",
    name="Confusion",
    title="Confusion · Lookbook",
    order=1.1,
)


def layout(true=None, predicted=None, measure=None, model=None, **_):
    """Build the page in the state that the address describes."""
    return html.Div(
        [
            page_title(
                "What is taken for what",
                "Rows are true classes, columns are answers, on the 10,000 test "
                "images. Choose a cell to see its images.",
            ),
            dcc.Store(id=ids.CONFUSION_QUERY),
            dcc.Store(id=ids.CONFUSION_CHOSEN, data=cell_of(true, predicted)),
            html.Div(
                [
                    model_picker(ids.CONFUSION_MODEL, model),
                    dbc.RadioItems(
                        id=ids.CONFUSION_MEASURE,
                        options=[{"value": m, "label": t} for m, t in MEASURES.items()],
                        value=choice(measure, tuple(MEASURES), "counts"),
                        inline=True,
                        class_name="align-self-end",
                    ),
                ],
                className="controls",
            ),
            dbc.Row(
                [
                    dbc.Col(html.Div(id=ids.CONFUSION_MATRIX), xl=7, class_name="mb-3"),
                    dbc.Col(html.Div(id=ids.CONFUSION_IMAGES), xl=5, class_name="mb-3"),
                ]
            ),
            html.H2("Per class", className="h4"),
            html.Div(id=ids.CONFUSION_SCORES),
        ]
    )
