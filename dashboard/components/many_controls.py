"""What stands above the table of answers: filters, download, count and pages."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard import ids
from dashboard.analysis.address import SLUGS
from dashboard.analysis.batch_view import ANY, LONGEST_TEXT, VERDICTS, BatchView
from dashboard.components.page_choice import page_choice
from dashboard.labels import LABELS

TYPING_MILLISECONDS = 300
VERDICT_CHOICES = (
    *(ANY, "sure", "unsure", "probably none of the ten"),
    "could not be read",
)


def filters(view: BatchView) -> list:
    """The controls in the state of `view`."""
    any_label = {"value": ANY, "label": ANY}
    labels = [
        {"value": slug, "label": label}
        for slug, label in zip(SLUGS, LABELS, strict=True)
    ]
    verdicts = [
        {"value": value, "label": words}
        for value, words in zip(VERDICTS, VERDICT_CHOICES, strict=True)
    ]
    chosen = ANY if view.label is None else SLUGS[view.label]
    return [
        html.Div(
            [
                _select(ids.MANY_LABEL, "Answer", [any_label, *labels], chosen),
                _select(ids.MANY_VERDICT, "Verdict", verdicts, view.verdict),
                _text(view.text),
                html.A(
                    "Table (CSV)",
                    id=ids.MANY_CSV,
                    download="answers.csv",
                    className="btn btn-sm btn-outline-secondary text-body "
                    "align-self-end",
                ),
            ],
            className="controls",
        ),
        html.Div(
            [
                html.Div(id=ids.MANY_COUNT, role="status"),
                page_choice(ids.MANY_PAGE, view.page),
            ],
            className="grid-bar",
        ),
    ]


def _select(select_id: str, words: str, options: list[dict], value: str) -> html.Div:
    return html.Div(
        [
            dbc.Label(words, html_for=select_id, className="small mb-1"),
            dbc.Select(id=select_id, options=options, value=value, size="sm"),
        ],
        className="control",
    )


def _text(value: str) -> html.Div:
    return html.Div(
        [
            dbc.Label(
                "File or candidate", html_for=ids.MANY_TEXT, className="small mb-1"
            ),
            dbc.Input(
                id=ids.MANY_TEXT,
                value=value,
                debounce=TYPING_MILLISECONDS,
                maxlength=LONGEST_TEXT,
                size="sm",
                type="search",
            ),
        ],
        className="control wide",
    )
