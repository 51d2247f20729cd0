"""A run's history and events as text to take away: CSV for a spreadsheet, JSON for a
program."""

import csv
import io
import json
from typing import Any

from dashboard.jobs.run import Run

PARTS = ("history", "events")
# a spreadsheet would take a text that begins so for a formula and run it
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(run: Run, part: str) -> list[dict[str, Any]]:
    """One row per finished epoch ("history"), or every event ("events")."""
    return run.history() if part == "history" else run.events()


def as_csv(found: list[dict[str, Any]]) -> str:
    """A heading of all keys that occur, then a line per row."""
    names = list(dict.fromkeys(name for row in found for name in row))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([_safe(row.get(name, "")) for name in names] for row in found)
    return text.getvalue()


def as_json(found: list[dict[str, Any]]) -> str:
    """The rows as they were reported, one a line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in found)
    return f"[\n{lines}\n]\n"


def _safe(cell: Any) -> Any:
    formula = isinstance(cell, str) and cell.startswith(_FORMULA)
    return f"'{cell}" if formula else cell
