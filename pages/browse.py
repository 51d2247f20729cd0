"""The Browse page: the test set as a grid that can be filtered and sorted."""

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.analysis.selection import Selection
from dashboard.components.browse_controls import controls
from dashboard.components.page_choice import page_choice
from dashboard.components.shell import page_title

dash.register_page(
    __name__, path="/browse", name="Browse", title="Browse · Lookbook", order=1
)


def layout(**query):
    """Build the page in the state that the address describes."""
    selection = Selection.from_query(query)
    return html.Div(
        [
            page_title(
                "The 10,000 test images",
                "What each one is, and what the model says it is. Click one for more.",
            ),
            dcc.Store(id=ids.BROWSE_QUERY),
            dcc.Store(id=ids.BROWSE_OPENED, data=query.get("image")),
            controls(selection, query.get("model")),
            html.Div(
                [
                    html.Div(id=ids.BROWSE_COUNT, role="status"),
                    page_choice(ids.BROWSE_PAGE, selection.page),
                ],
                className="grid-bar",
            ),
            html.Div(id=ids.BROWSE_GRID, className="grid"),
            dbc.Modal(
                [
                    dbc.ModalHeader(class_name="bare"),
                    dbc.ModalBody(id=ids.BROWSE_DETAIL_BODY),
                ],
                id=ids.BROWSE_DETAIL,
                size="lg",
                is_open=False,
            ),
        ]
    )
