"""The filter and sort controls of the Browse page."""

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.analysis.selection import Selection
from dashboard.components.model_picker import model_picker
from dashboard.labels import LABELS

ANY = "any"


def controls(selection: Selection, model: str | None) -> html.Div:
    """All controls, showing `selection`."""
    return html.Div(
        [
            model_picker(ids.BROWSE_MODEL, model),
            _select("True class", ids.BROWSE_TRUE, _classes(), selection.true),
            _select(
                "Predicted class", ids.BROWSE_PREDICTED, _classes(), selection.predicted
            ),
            _select(
                "Outcome",
                ids.BROWSE_OUTCOME,
                {"all": "right and wrong", "right": "right", "wrong": "wrong"},
                selection.outcome,
            ),
            _select(
                "Sort by",
                ids.BROWSE_SORT,
                {"index": "number", "confidence": "confidence", "loss": "loss"},
                selection.sort,
            ),
            _select(
                "Order",
                ids.BROWSE_DESCENDING,
                {"ascending": "lowest first", "descending": "highest first"},
                "descending" if selection.descending else "ascending",
            ),
            html.Div(
                [
                    dbc.Label("Confidence", className="small mb-1"),
                    dcc.RangeSlider(
                        0,
                        1,
                        0.01,
                        value=[selection.low, selection.high],
                        id=ids.BROWSE_CONFIDENCE,
                        marks={0: "0%", 0.5: "50%", 1: "100%"},
                        allow_direct_input=False,
                    ),
                ],
                className="control wide",
            ),
        ],
        className="controls",
    )


def _classes() -> dict[str, str]:
    return {ANY: "any"} | {str(i): label for i, label in enumerate(LABELS)}


def _select(title: str, select_id: str, options: dict, value) -> html.Div:
    return html.Div(
        [
            dbc.Label(title, html_for=select_id, className="small mb-1"),
            dbc.Select(
                id=select_id,
                options=[{"value": v, "label": label} for v, label in options.items()],
                value=ANY if value is None else str(value),
                size="sm",
            ),
        ],
        className="control",
    )
