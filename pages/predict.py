"""The Predict page: pictures in, answers out."""

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.components.model_picker import model_picker
from dashboard.components.shell import page_title
from dashboard.data.uploads import MAX_BYTES, MAX_TOTAL_BYTES

dash.register_page(__name__, path="/", name="Predict", title="Lookbook", order=0)


def layout(model: str | None = None, other: str | None = None, **_):
    """Build the page; `model` and `other` come from the address."""
    return html.Div(
        [
            page_title(
                "What is this?",
                "Drop a picture of a garment. See what the model says, how sure it is "
                "and what it looked at.",
            ),
            dcc.Store(id=ids.PREDICT_PICTURES),
            dcc.Store(id=ids.PREDICT_REFUSED),
            dcc.Store(id=ids.PREDICT_ORDER),
            dbc.Row(
                [
                    dbc.Col(_controls(model, other), md=4, className="mb-3"),
                    dbc.Col(
                        dcc.Loading(
                            html.Div(id=ids.PREDICT_ANSWERS, className="answers"),
                            delay_show=400,
                            # what is there stays readable while one card changes
                            overlay_style={"visibility": "visible", "opacity": 0.45},
                        ),
                        md=8,
                    ),
                ]
            ),
        ]
    )


def _controls(model: str | None, other: str | None) -> list:
    return [
        model_picker(ids.PREDICT_MODEL, model),
        model_picker(ids.PREDICT_OTHER, other, "Compare with"),
        # the browser tells which files it did not send, by these limits
        html.Div(
            _upload(),
            id=ids.PREDICT_DROP,
            **{"data-max-bytes": MAX_BYTES, "data-max-total": MAX_TOTAL_BYTES},
        ),
        dbc.Button(
            "Take a photograph",
            id=ids.PREDICT_CAMERA,
            outline=True,
            className="w-100 mt-2",
        ),
        html.Div(
            [
                html.Span("Or a test image", className="small"),
                dbc.Button(
                    "Show others",
                    id=ids.PREDICT_MORE,
                    size="sm",
                    color="link",
                    className="p-0 ms-2",
                ),
            ],
            className="mt-3 mb-1",
        ),
        html.Div(id=ids.PREDICT_SAMPLES, className="strip"),
    ]


def _upload() -> dcc.Upload:
    return dcc.Upload(
        [
            html.Strong("Drop pictures here"),
            html.Br(),
            "or click to choose, or paste one",
            html.Div(
                f"PNG, JPEG, WebP, AVIF, GIF or BMP, up to {MAX_BYTES >> 20} MB",
                className="small text-body-secondary mt-1",
            ),
        ],
        id=ids.PREDICT_UPLOAD,
        multiple=True,
        max_size=MAX_BYTES,
        className="drop-zone",
    )
