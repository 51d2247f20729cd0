"""Which rows of the History page are chosen after a tick or a button for many."""

from collections.abc import Sequence
from typing import Any

from dashboard import ids
from dashboard.records.collect import named, records
from dashboard.records.view import MOST_CHOSEN, HistoryView
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore


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
