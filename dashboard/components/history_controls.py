"""What stands around the table and the graphs of the History page: filters, pages,
marks, and how curves are drawn."""

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.marks.mark import LONGEST_NOTE
from dashboard.records.view import LONGEST_TEXT, MOST_SMOOTHING, STATES, HistoryView

TYPING_MILLISECONDS = 300
ARCHIVED_CHOICES = {"hidden": "hidden", "shown": "shown too", "only": "only these"}
X_CHOICES = {"epoch": "epochs", "step": "steps", "minutes": "minutes"}
SCALE_CHOICES = {"linear": "linear", "log": "logarithmic"}
BAND_CHOICES = {
    "each": "each by itself",
    "range": "mean, lowest to highest",
    "deviation": "mean ± one standard deviation",
}
# what a button of the form does -> its words
ACTIONS = {
    "star": "Star",
    "unstar": "Unstar",
    "archive": "Archive",
    "restore": "Bring back",
}


def filters(view: HistoryView) -> html.Div:
    """Search and filters in the state of `view`."""
    return html.Div(
        [
            _text(
                ids.HISTORY_SEARCH,
                "Search",
                view.search,
                placeholder="name, tag, note, backbone=cnn",
            ),
            _select(ids.HISTORY_STATE, "State", {s: s for s in STATES}, view.state),
            _text(ids.HISTORY_TAG, "Tag", view.tag, narrow=True),
            html.Datalist(id=ids.HISTORY_TAG_NAMES),
            _select(ids.HISTORY_ARCHIVED, "Archived", ARCHIVED_CHOICES, view.archived),
            html.Div(
                dbc.Checkbox(
                    id=ids.HISTORY_STARRED, value=view.starred, label="starred only"
                ),
                className="align-self-end",
            ),
        ],
        className="controls mb-2",
    )


def bar(view: HistoryView) -> html.Div:
    """How many there are, what is chosen at once, and pages."""
    return html.Div(
        [
            html.Div(id=ids.HISTORY_COUNT, role="status"),
            html.Div(
                [
                    _button(ids.HISTORY_ALL, "Choose all found"),
                    _button(ids.HISTORY_SEEDS, "Add other seeds"),
                    _button(ids.HISTORY_CLEAR, "Choose none"),
                ],
                className="buttons flex-wrap",
            ),
            dbc.Pagination(
                id=ids.HISTORY_PAGE,
                active_page=view.page,
                max_value=max(1, view.page),
                fully_expanded=False,
                first_last=True,
                previous_next=True,
                size="sm",
                class_name="mb-0",
            ),
        ],
        className="grid-bar",
    )


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
                    _field(ids.HISTORY_TAGS, "Tags, with commas between them", 200),
                    html.Div(
                        [_action("tag", "Add tags"), _action("untag", "Remove tags")],
                        className="buttons align-self-end",
                    ),
                    _field(ids.HISTORY_NOTE, "Note", LONGEST_NOTE),
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


def drawing(view: HistoryView) -> html.Div:
    """How the curves are drawn, and the files to take away."""
    return html.Div(
        [
            _select(ids.HISTORY_X, "Over", X_CHOICES, view.x),
            _select(ids.HISTORY_SCALE, "Loss axis", SCALE_CHOICES, view.scale),
            _select(
                ids.HISTORY_BAND, "Equal but for the seed", BAND_CHOICES, view.band
            ),
            html.Div(
                [
                    dbc.Label("Smoothing", class_name="small mb-1"),
                    dcc.Slider(
                        id=ids.HISTORY_SMOOTHING,
                        min=0,
                        max=MOST_SMOOTHING,
                        step=0.05,
                        value=view.smoothing,
                        allow_direct_input=False,
                        marks={0: "none", 0.5: "0.5", MOST_SMOOTHING: "0.95"},
                    ),
                ],
                className="control wide small",
            ),
            html.Div(
                [
                    _download(ids.HISTORY_CSV, "Curves (CSV)", "history.csv"),
                    _download(ids.HISTORY_JSON, "All (JSON)", "history.json"),
                ],
                className="buttons align-self-end",
            ),
        ],
        className="controls mt-3 mb-1",
    )


def _select(select_id: str, words: str, choices: dict, value: str) -> html.Div:
    options = [{"value": key, "label": label} for key, label in choices.items()]
    return html.Div(
        [
            dbc.Label(words, html_for=select_id, className="small mb-1"),
            dbc.Select(id=select_id, options=options, value=value, size="sm"),
        ],
        className="control",
    )


def _text(
    text_id: str, words: str, value: str, *, placeholder: str = "", narrow: bool = False
) -> html.Div:
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


def _field(field_id: str, words: str, longest: int) -> html.Div:
    return html.Div(
        [
            dbc.Label(words, html_for=field_id, className="small mb-1"),
            dbc.Input(id=field_id, value="", maxlength=longest, size="sm"),
        ],
        className="control wide",
    )


def _action(key: str, words: str) -> dbc.Button:
    return _button({"type": ids.HISTORY_MARK, "index": key}, words)


def _button(button_id: str | dict, words: str) -> dbc.Button:
    return dbc.Button(
        words,
        id=button_id,
        size="sm",
        color="secondary",
        outline=True,
        class_name="quiet",
    )


def _download(link_id: str, words: str, name: str) -> html.A:
    return html.A(
        words,
        id=link_id,
        download=name,
        className="btn btn-sm btn-outline-secondary quiet",
    )
