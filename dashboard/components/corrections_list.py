"""The corrections as cards: picture, what was said, what it is, and a way out."""

import dash_bootstrap_components as dbc
from dash import get_relative_path, html

from dashboard import ids
from dashboard.corrections.entry import CHOICES, Correction

EMPTY = (
    "Nothing is stored here yet. Open “Wrong? Say what it is” under an answer on the "
    "Predict page to begin."
)
NO_MATCH = "None of your corrections has this label."


def cards(entries: list[Correction], total: int) -> list:
    """A card each, or a sentence that says why there is none.

    Args:
        total: how many corrections there are with any label.
    """
    if not entries:
        words = NO_MATCH if total else EMPTY
        return [html.Div(words, className="hint text-body-secondary")]
    return [_card(entry) for entry in entries]


def _card(entry: Correction) -> html.Article:
    return html.Article(
        [
            html.Div(
                [
                    _image(entry, "picture", "The picture", "kept"),
                    _image(entry, "pixels", _form_words(entry), "pixels"),
                ],
                className="answer-pictures",
            ),
            html.Div([_label(entry), *_facts(entry)], className="correction-words"),
        ],
        className="correction card",
    )


def _image(entry: Correction, part: str, words: str, kind: str) -> html.Img:
    source = get_relative_path(f"/images/corrections/{entry.id}/{part}")
    return html.Img(src=source, alt=words, title=words, className=kind)


def _label(entry: Correction) -> html.Label:
    choice = dbc.Select(
        id={"type": ids.CORRECTIONS_LABEL, "index": entry.id},
        options=[{"value": label, "label": label} for label in CHOICES],
        value=entry.label,
        size="sm",
    )
    return html.Label([html.Span("It is"), choice], className="field")


def _facts(entry: Correction) -> list:
    kept_on = entry.saved_at[:16].replace("T", " ")
    return [
        html.Div(f"{entry.version} said {entry.answer}", className="small"),
        html.Div(f"{kept_on} UTC", className="small text-body-secondary"),
        html.Div(entry.note, className="small note-text") if entry.note else None,
        html.Div(
            [
                html.Span(use_words(entry), className="badge text-bg-secondary"),
                dbc.Button(
                    "Delete",
                    id={"type": ids.CORRECTIONS_DELETE, "index": entry.id},
                    size="sm",
                    color="danger",
                    outline=True,
                ),
            ],
            className="correction-foot",
        ),
    ]


def _form_words(entry: Correction) -> str:
    """A version for photographs saw the picture in colour instead."""
    return "Its 28x28 form" if entry.photograph else "28x28 as the model saw it"


def use_words(entry: Correction) -> str:
    """What a training does with it."""
    if entry.in_dataset:
        return "test or validation image: never used"
    if not entry.usable:
        return "no class to learn: never used"
    return "held out to measure" if entry.held_out else "learned from"
