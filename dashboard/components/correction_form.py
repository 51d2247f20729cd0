"""Under an answer: "Wrong? Say what it is", and what saving that means."""

import dash_bootstrap_components as dbc
from dash import dcc, get_relative_path, html

from dashboard import ids
from dashboard.corrections.entry import CHOICES, LONGEST_NOTE
from dashboard.serving.predictor import Answer

CONSENT = (
    "Saving keeps this picture (made smaller and without its metadata), its 28x28 "
    "form, how it was prepared, the version and its answer, and what you say here, in "
    "a folder on the machine that runs Lookbook. Nothing of it leaves that machine. "
    "The Corrections page shows, changes, exports and deletes it."
)


def correction_form(index: int, answer: Answer) -> html.Details:
    """The closed form under one answer.

    Args:
        index: the picture's place in the list that PREDICT_PICTURES holds.
    """
    said = said_by(answer)
    return html.Details(
        [
            html.Summary("Wrong? Say what it is", className="small"),
            dcc.Store(id=_id(ids.CORRECTION_ANSWER, index), data=said),
            html.Div([_label(index), _note(index)], className="form-grid mt-2"),
            html.P(CONSENT, className="small text-body-secondary my-2"),
            dbc.Button(
                "Save correction",
                id=_id(ids.CORRECTION_SAVE, index),
                color="primary",
                size="sm",
            ),
            html.Span(
                id=_id(ids.CORRECTION_MESSAGE, index), role="status", className="ms-2"
            ),
        ],
        className="correct mt-2",
    )


def said_by(answer: Answer) -> dict[str, str]:
    """Who answered and what, for the correction of it."""
    return {"version": f"{answer.name}/{answer.number}", "answer": answer.label}


def saved_words(label: str) -> list:
    """What stands beside the button once it is stored."""
    link = html.A("See your corrections.", href=get_relative_path("/corrections"))
    return [f"Saved as {label}. ", link]


def _label(index: int) -> html.Label:
    options = [{"value": label, "label": label} for label in CHOICES]
    choice = dbc.Select(
        id=_id(ids.CORRECTION_LABEL, index),
        options=options,
        placeholder="Choose",
        size="sm",
    )
    return html.Label([html.Span("It is"), choice], className="field")


def _note(index: int) -> html.Label:
    field = dbc.Input(
        id=_id(ids.CORRECTION_NOTE, index), maxlength=LONGEST_NOTE, size="sm"
    )
    return html.Label([html.Span("Note (optional)"), field], className="field")


def _id(kind: str, index: int) -> dict:
    return {"type": kind, "index": index}
