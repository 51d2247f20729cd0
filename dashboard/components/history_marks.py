"""From the form and the stars of the History page to marks on disk."""

from collections.abc import Iterable
from typing import Any

from dashboard.errors import MarkError
from dashboard.marks.folder import Marks
from dashboard.marks.mark import Change, tags_in
from dashboard.records.collect import named, records
from dashboard.records.view import HistoryView
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore


def change_of(action: Any, tags: Any, note: Any) -> Change:
    """What a button of the form asks for.

    Raises:
        MarkError: there are no tags to add or remove, or one is too long.
    """
    fixed = {
        "star": Change(star=True),
        "unstar": Change(star=False),
        "archive": Change(archived=True),
        "restore": Change(archived=False),
        "note": Change(note=note if isinstance(note, str) else ""),
    }
    if action in fixed:
        return fixed[action]
    found = tags_in(tags)
    if not found:
        raise MarkError(
            "Expected a tag, or several with commas between them. Received: none. "
            "Type them into the field beside the button."
        )
    return Change(add=found) if action == "tag" else Change(remove=found)


def mark(settings: Settings, store: ModelStore, chosen: Any, change: Change) -> str:
    """Mark the chosen records, runs and the versions they published alike.

    Returns:
        A sentence about what was done.

    Raises:
        MarkError: nothing is chosen, or the marks cannot be written.
    """
    found = named(
        records(settings, store), HistoryView.from_query({"show": chosen}).show
    )
    if not found:
        raise MarkError(
            "Expected rows to mark. Received: none that is there. Tick rows in the "
            "table first."
        )
    names: Iterable[str] = (name for record in found for name in record.names)
    Marks(settings.runs).change(names, change)
    return f"{len(found)} marked." if len(found) > 1 else "Marked."


def turn_star(settings: Settings, store: ModelStore, key: str) -> None:
    """Star a record, or take its star away.

    Raises:
        MarkError: it is not there, or the mark cannot be written.
    """
    found = named(records(settings, store), [key])
    starred = any(record.mark.star for record in found)
    mark(settings, store, [key], Change(star=not starred))


def note_of(settings: Settings, store: ModelStore, chosen: Any) -> str:
    """The note to edit: that of the chosen record when it is a single one."""
    found = named(
        records(settings, store), HistoryView.from_query({"show": chosen}).show
    )
    return found[0].mark.note if len(found) == 1 else ""
