"""The Many pictures page: several files, a folder or a zip in, a table out."""

import dash
import dash_bootstrap_components as dbc
from dash import dcc, get_relative_path, html

from dashboard import ids
from dashboard.analysis.batch_view import ORDERS, BatchView
from dashboard.batches.batch import MOST_ROWS
from dashboard.components.many_controls import filters
from dashboard.components.model_picker import model_picker
from dashboard.components.shell import page_title
from dashboard.data.archive import MAX_UNPACKED
from dashboard.data.uploads import MAX_BYTES

dash.register_page(
    __name__,
    path="/many",
    name="Many pictures",
    title="Many pictures · Lookbook",
    order=0.1,
)


def layout(batch=None, model=None, **query):
    """Build the page in the state that the address describes."""
    view = BatchView.from_query(query)
    order = {"sort": view.sort, "order": ORDERS[view.descending]}
    return html.Div(
        [
            page_title(
                "Many pictures",
                "Several files, a folder or a zip file: an answer for each, in a table "
                "to sort, filter and take away. Answers and small pictures are kept "
                "for a day at most.",
            ),
            dcc.Store(id=ids.MANY_BATCH, data=batch),
            dcc.Store(id=ids.MANY_ARRIVED),
            dcc.Store(id=ids.MANY_ORDER, data=order),
            dcc.Store(id=ids.MANY_QUERY),
            html.Div([model_picker(ids.MANY_MODEL, model)], className="controls"),
            _drop(),
            _sending(),
            _left(),
            html.Div(filters(view), id=ids.MANY_FILTERS, hidden=True),
            html.Div(id=ids.MANY_TABLE),
        ]
    )


def _drop() -> html.Div:
    mib = MAX_BYTES >> 20
    words = f"Up to {MOST_ROWS:,} pictures of {mib} MB each; a zip {MAX_UNPACKED >> 20}"
    return html.Div(
        [
            html.Strong("Drop pictures, a folder or a zip file here"),
            html.Div(
                [
                    dbc.Button("Choose pictures or a zip", id=ids.MANY_FILES),
                    dbc.Button(
                        "Choose a folder",
                        id=ids.MANY_FOLDER,
                        color="secondary",
                        outline=True,
                    ),
                ],
                className="buttons",
            ),
            html.Div(f"{words} MB", className="small text-body-secondary"),
        ],
        id=ids.MANY_DROP,
        className="drop-zone many-drop",
        # the browser sends by these limits, and says what it did not send
        **{
            "data-url": get_relative_path("/batches"),
            "data-max-bytes": MAX_BYTES,
            "data-max-archive": MAX_UNPACKED,
        },
    )


def _sending() -> html.Div:
    stop = dbc.Button(
        "Stop",
        id=ids.MANY_STOP,
        size="sm",
        color="secondary",
        outline=True,
    )
    return html.Div(
        [
            dbc.Progress(id=ids.MANY_PROGRESS, value=0, class_name="many-progress"),
            html.Div(
                [html.Span(id=ids.MANY_WORDS, role="status"), stop],
                className="grid-bar mt-1",
            ),
        ],
        id=ids.MANY_SENDING,
        hidden=True,
    )


def _left() -> html.Div:
    """For an archive whose page was closed too early."""
    return html.Div(
        [
            html.Span(id=ids.MANY_LEFT_WORDS),
            dbc.Button("Go on", id=ids.MANY_GO_ON, size="sm", class_name="ms-2"),
        ],
        id=ids.MANY_LEFT,
        hidden=True,
        className="mb-3",
    )
