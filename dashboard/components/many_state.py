"""From a batch on disk and the choices on its page to everything the page shows."""

from typing import Any

from dash import get_relative_path, html

from dashboard import ids
from dashboard.analysis.batch_view import ORDERS, BatchView, Row, pages
from dashboard.batches.folder import Batches
from dashboard.components import many_table
from dashboard.errors import BatchError

EMPTY = "The answers appear here. Choose pictures, a folder or a zip file to begin."
NO_MATCH = "None of the answers passes this filter."
# a changed filter shows another list, so its first page
FILTERS = {ids.MANY_LABEL, ids.MANY_VERDICT, ids.MANY_TEXT, ids.MANY_ORDER}


def page_state(
    batches: Batches, batch_id: Any, arrived: Any, choices: dict[str, Any], trigger: Any
) -> dict[str, Any]:
    """Everything the page shows.

    Args:
        arrived: {"sending": bool} while this page sends; None on a page just opened.
        choices: label, verdict, text, page, and order as {"sort", "order"}.
        trigger: id of the control that changed.
    """
    if not batch_id:
        return _nothing(EMPTY)
    try:
        batch = batches.get(batch_id)
    except BatchError as error:
        return _nothing(str(error))
    view = view_of(choices, trigger)
    answers = batch.rows()
    rows = view.chosen(answers)
    waiting, sending = batch.waiting.count(), _is_sending(arrived)
    return {
        "table": _table(batch.id, view, rows, len(answers)),
        "count": count_words(rows, answers),
        "pages": pages(rows),
        "page": min(view.page, pages(rows)),
        "query": view.to_query(batch.id),
        "csv": get_relative_path(f"/export/batches/{batch.id}.csv{view.to_query()}"),
        "filters_hidden": not answers,
        "left": left_words(waiting),
        "left_hidden": sending or not waiting,
    }


def view_of(choices: dict[str, Any], trigger: Any) -> BatchView:
    """The view that the page's controls ask for; nothing they hold is believed."""
    order = choices["order"] if isinstance(choices["order"], dict) else {}
    page = 1 if trigger in FILTERS else choices["page"]
    return BatchView.from_query({**choices, **order, "page": page})


def next_order(order: Any, key: str) -> dict[str, str]:
    """What to sort by after a click on the heading `key`; another click turns it."""
    known = BatchView.from_query(order if isinstance(order, dict) else {})
    turned = key == known.sort and not known.descending
    return {"sort": key, "order": ORDERS[turned]}


def count_words(rows: list[Row], answers: list[dict[str, Any]]) -> str:
    """How many are shown of how many, and how many could not be read."""
    if not answers:
        return ""
    bad = sum("error" in answer for answer in answers)
    files = "file" if len(answers) == 1 else "files"
    parts = [f"{len(rows):,} of {len(answers):,} {files}"]
    if len(rows) == len(answers):
        parts = [f"{len(answers):,} {files}"]
    if bad:
        parts.append(f"{bad:,} could not be read")
    return ", ".join(parts)


def left_words(waiting: int) -> str:
    """What is left of an archive."""
    are = "file of a zip waits" if waiting == 1 else "files of a zip wait"
    return f"{waiting:,} {are} for an answer."


def _table(batch_id: str, view: BatchView, rows: list[Row], total: int) -> html.Div:
    if not rows:
        return _hint(NO_MATCH if total else EMPTY)
    return many_table.table(batch_id, view.shown(rows), view)


def _nothing(words: str) -> dict[str, Any]:
    return {
        "table": _hint(words),
        "count": "",
        "pages": 1,
        "page": 1,
        "query": "",
        "csv": None,
        "filters_hidden": True,
        "left": "",
        "left_hidden": True,
    }


def _hint(words: str) -> html.Div:
    return html.Div(words, className="hint text-body-secondary")


def _is_sending(arrived: Any) -> bool:
    return isinstance(arrived, dict) and arrived.get("sending") is True
