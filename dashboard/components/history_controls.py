"""What stands around the table of the History page: filters, and the bar of pages."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard import ids
from dashboard.components.history_fields import button, select, text
from dashboard.components.page_choice import page_choice
from dashboard.records.view import STATES, HistoryView

ARCHIVED_CHOICES = {"hidden": "hidden", "shown": "shown too", "only": "only these"}


def filters(view: HistoryView) -> html.Div:
    """Search and filters in the state of `view`."""
    return html.Div(
        [
            text(
                ids.HISTORY_SEARCH,
                "Search",
                view.search,
                placeholder="name, tag, note, backbone=cnn",
            ),
            select(ids.HISTORY_STATE, "State", {s: s for s in STATES}, view.state),
            text(ids.HISTORY_TAG, "Tag", view.tag, narrow=True),
            html.Datalist(id=ids.HISTORY_TAG_NAMES),
            select(ids.HISTORY_ARCHIVED, "Archived", ARCHIVED_CHOICES, view.archived),
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
                    button(ids.HISTORY_ALL, "Choose all found"),
                    button(ids.HISTORY_SEEDS, "Add other seeds"),
                    button(ids.HISTORY_CLEAR, "Choose none"),
                ],
                className="buttons flex-wrap",
            ),
            page_choice(ids.HISTORY_PAGE, view.page),
        ],
        className="grid-bar",
    )
