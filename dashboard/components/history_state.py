"""From folders and the choices on the History page to everything the page shows."""

from collections.abc import Sequence
from typing import Any

from dash import get_relative_path, html, no_update

from dashboard import ids
from dashboard.components import history_table
from dashboard.components.fingerprint import fingerprint
from dashboard.components.history_words import MOST_DRAWN, count_words, curves_words
from dashboard.figures.history_overlay import overlay_figure
from dashboard.records import curves
from dashboard.records.collect import named, records
from dashboard.records.record import Record
from dashboard.records.view import (
    ORDERS,
    HistoryView,
    page_of,
    pages,
    usual_order,
)
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore

FIRST = 2  # drawn while nothing is chosen
EMPTY = "There is no run and no version yet. Start one on the Train page."
NO_MATCH = "Nothing passes this filter."
# a changed filter shows another list, so its first page
FILTERS = {
    *(ids.HISTORY_SEARCH, ids.HISTORY_STATE, ids.HISTORY_TAG, ids.HISTORY_STARRED),
    *(ids.HISTORY_ARCHIVED, ids.HISTORY_ORDER),
}


def view_of(choices: dict[str, Any], trigger: Any = None) -> HistoryView:
    """The view that the page's controls ask for; nothing they hold is believed."""
    given = choices.get("order")
    order = given if isinstance(given, dict) else {}
    page = 1 if trigger in FILTERS else choices.get("page")
    return HistoryView.from_query({**choices, **order, "page": page})


def table_state(
    settings: Settings, store: ModelStore, view: HistoryView, seen: Any = None
) -> dict[str, Any]:
    """The table and what stands around it; `no_update` where it is as it was.

    Args:
        seen: what `seen` was the last time, while only the time has passed; a table
            that is drawn again takes the keyboard's focus.
    """
    everything = records(settings, store)
    found = view.found(everything)
    keys = {record.key for record in named(everything, view.show)}
    state = {
        "table": _table(found, view, keys, bool(everything)),
        "count": count_words(len(found), len(everything)),
        "pages": pages(len(found)),
        "page": min(view.page, pages(len(found))),
        "tags": [html.Option(value=tag) for tag in tags_of(everything)],
    }
    state["seen"] = fingerprint(state)
    return state if state["seen"] != seen else dict.fromkeys(state, no_update)


def curves_state(
    settings: Settings, store: ModelStore, view: HistoryView, seen: Any = None
) -> dict[str, Any]:
    """Figure, words and downloads; `no_update` as in `table_state`."""
    everything = records(settings, store)
    chosen = named(everything, view.show)
    drawn = chosen or [r for r in view.found(everything) if r.rows][:FIRST]
    made = curves.series(settings, drawn, view.x, view.band)
    names = ",".join(record.key for record in drawn)
    state = {
        "figure": overlay_figure(made[:MOST_DRAWN], view.x, view.scale, view.smoothing),
        "words": curves_words(chosen, drawn, made, view),
        "csv": get_relative_path(f"/export/history.csv?show={names}"),
        "json": get_relative_path(f"/export/history.json?show={names}"),
    }
    state["seen"] = fingerprint(state)
    return state if state["seen"] != seen else dict.fromkeys(state, no_update)


def next_order(order: Any, key: str) -> dict[str, str]:
    """What to sort by after a click on the heading `key`; another click turns it."""
    known = HistoryView.from_query(order if isinstance(order, dict) else {})
    if key != known.sort:
        return {"sort": key, "order": usual_order(key)}
    return {"sort": key, "order": ORDERS[not known.descending]}


def tags_of(found: Sequence[Record]) -> list[str]:
    """Every tag that is in use."""
    return sorted({tag for record in found for tag in record.mark.tags})


def _table(
    found: list[Record], view: HistoryView, chosen: set[str], any_at_all: bool
) -> html.Div:
    if not found:
        words = NO_MATCH if any_at_all else EMPTY
        return html.Div(words, className="hint text-body-secondary")
    return history_table.table(page_of(found, view.page), view, chosen)
