"""Labelled fields and quiet buttons of the History page."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard import ids
from dashboard.records.view import LONGEST_TEXT

TYPING_MILLISECONDS = 300


def select(select_id: str, words: str, choices: dict, value: str) -> html.Div:
    """A list to choose one of `choices`, value to words, from."""
    options = [{"value": key, "label": label} for key, label in choices.items()]
    return html.Div(
        [
            dbc.Label(words, html_for=select_id, className="small mb-1"),
            dbc.Select(id=select_id, options=options, value=value, size="sm"),
        ],
        className="control",
    )


def text(
    text_id: str, words: str, value: str, *, placeholder: str = "", narrow: bool = False
) -> html.Div:
    """A text to search by, told while it is typed; a narrow one offers the tags."""
    return html.Div(
        [
            dbc.Label(words, html_for=text_id, className="small mb-1"),
            dbc.Input(
                id=text_id,
                value=value,
                debounce=TYPING_MILLISECONDS,
                maxlength=LONGEST_TEXT,
                placeholder=placeholder,
                size="sm",
                type="search",
                list=ids.HISTORY_TAG_NAMES if narrow else None,
            ),
        ],
        className="control" if narrow else "control wide",
    )


def field(field_id: str, words: str, longest: int) -> html.Div:
    """A text to write."""
    return html.Div(
        [
            dbc.Label(words, html_for=field_id, className="small mb-1"),
            dbc.Input(id=field_id, value="", maxlength=longest, size="sm"),
        ],
        className="control wide",
    )


def button(button_id: str | dict, words: str) -> dbc.Button:
    """A quiet button."""
    return dbc.Button(
        words,
        id=button_id,
        size="sm",
        color="secondary",
        outline=True,
    )
