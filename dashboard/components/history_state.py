"""From folders and the choices on the History page to everything the page shows."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from dash import get_relative_path, html, no_update
from plotly.utils import PlotlyJSONEncoder

from dashboard import ids
from dashboard.components import history_table
from dashboard.figures.history_overlay import overlay_figure
from dashboard.records import curves
from dashboard.records.collect import named, records
from dashboard.records.record import Record
from dashboard.records.series import Series, label, places
from dashboard.records.view import (
    MOST_CHOSEN,
    ORDERS,
    HistoryView,
    page_of,
    pages,
    usual_order,
)
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore

FIRST = 2  # drawn while nothing is chosen
MOST_DRAWN = 12
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


def fingerprint(state: dict[str, Any]) -> str:
    """Equal for what looks the same in the browser."""
    text = json.dumps(state, cls=PlotlyJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def next_order(order: Any, key: str) -> dict[str, str]:
    """What to sort by after a click on the heading `key`; another click turns it."""
    known = HistoryView.from_query(order if isinstance(order, dict) else {})
    if key != known.sort:
        return {"sort": key, "order": usual_order(key)}
    return {"sort": key, "order": ORDERS[not known.descending]}


def ticked(chosen: Any, keys: Sequence[str], values: Sequence[Any]) -> list[str]:
    """The choice after boxes of one page were ticked; rows of other pages stay."""
    known = list(HistoryView.from_query({"show": chosen}).show)
    on = {key for key, value in zip(keys, values, strict=True) if value}
    kept = [key for key in known if key in on or key not in keys]
    return (kept + [key for key in keys if key in on and key not in kept])[:MOST_CHOSEN]


def chosen_by(
    settings: Settings, store: ModelStore, action: str, view: HistoryView
) -> list[str]:
    """The choice after one of the buttons for many rows.

    Args:
        action: id of the button; all that are found, those that differ from the chosen
            ones only by their seed, or none.
    """
    everything = records(settings, store)
    chosen = [record.key for record in named(everything, view.show)]
    if action == ids.HISTORY_CLEAR:
        return []
    if action == ids.HISTORY_ALL:
        more = view.found(everything)
    else:
        groups = {record.group for record in named(everything, view.show)}
        more = [r for r in everything if r.group in groups and not r.mark.archived]
    return list(dict.fromkeys([*chosen, *(r.key for r in more)]))[:MOST_CHOSEN]


def count_words(found: int, total: int) -> str:
    """How many there are, and how many of all when some are filtered out."""
    noun = "training" if total == 1 else "trainings"
    return f"{total:,} {noun}" if found == total else f"{found:,} of {total:,} {noun}"


def tags_of(found: Sequence[Record]) -> list[str]:
    """Every tag that is in use."""
    return sorted({tag for record in found for tag in record.mark.tags})


def curves_words(
    chosen: list[Record],
    drawn: list[Record],
    made: list[Series],
    view: HistoryView,
) -> str:
    """What is drawn, and what is not and why."""
    parts = [f"{len(chosen)} chosen."]
    if not chosen:
        parts = ["Nothing is chosen, so these are the first two of the table."]
    if left := _left_out(drawn, view.x):
        why = {"step": "batches", "minutes": "times"}.get(view.x, "epochs")
        parts.append(f"Not drawn, because no {why} are known: {', '.join(left)}.")
    if len(made) > MOST_DRAWN:
        parts.append(f"The first {MOST_DRAWN} of {len(made)} curves are drawn.")
    if any(one.counts for one in made):
        band = {
            "range": "from the lowest to the highest",
            "deviation": "one sample standard deviation to either side",
        }[view.band]
        parts.append(
            f"A band of validation goes {band}, over the seeds that the legend names."
        )
    return " ".join(parts)


def _left_out(drawn: Sequence[Record], x: str) -> list[str]:
    return [label(record) for record in drawn if not places(record, x)]


def _table(
    found: list[Record], view: HistoryView, chosen: set[str], any_at_all: bool
) -> html.Div:
    if not found:
        words = NO_MATCH if any_at_all else EMPTY
        return html.Div(words, className="hint text-body-secondary")
    return history_table.table(page_of(found, view.page), view, chosen)
