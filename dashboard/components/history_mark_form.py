"""The form of the History page that marks the chosen rows."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard import ids
from dashboard.components.history_fields import button, field
from dashboard.marks.mark import LONGEST_NOTE

# what a button of the form does -> its words
ACTIONS = {
    "star": "Star",
    "unstar": "Unstar",
    "archive": "Archive",
    "restore": "Bring back",
}


def marks() -> html.Details:
    """The form that marks the chosen rows."""
    return html.Details(
        [
            html.Summary("Mark the chosen rows"),
            html.Div(
                [
                    html.Div(
                        [_action(key, words) for key, words in ACTIONS.items()],
                        className="buttons flex-wrap align-self-end",
                    ),
                    field(ids.HISTORY_TAGS, "Tags, with commas between them", 200),
                    html.Div(
                        [_action("tag", "Add tags"), _action("untag", "Remove tags")],
                        className="buttons align-self-end",
                    ),
                    field(ids.HISTORY_NOTE, "Note", LONGEST_NOTE),
                    html.Div(
                        _action("note", "Set the note"),
                        className="buttons align-self-end",
                    ),
                ],
                className="controls mb-1 mt-2",
            ),
            html.Div(id=ids.HISTORY_MARKED, role="status", className="small"),
        ],
        className="mark-form",
    )


def _action(key: str, words: str) -> dbc.Button:
    return button({"type": ids.HISTORY_MARK, "index": key}, words)
