"""Answers as a CSV file: what a page filters and what the command line prints."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from dashboard.labels import LABELS

COLUMNS = (
    *("file", "label", "confidence", "verdict", "candidates", "path"),
    *("model", "version", "milliseconds", "error", *LABELS),
)
# a spreadsheet would take a text that begins so for a formula and run it
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines(answers: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The heading, then a line per answer as it comes; numbers as in the JSON."""
    yield _line(COLUMNS)
    for answer in answers:
        yield _line(_cells(answer))


def _cells(answer: dict[str, Any]) -> list[Any]:
    flat = {**answer, **answer.get("probabilities", {})}
    flat["candidates"] = "; ".join(answer.get("candidates", ()))
    return [flat.get(column, "") for column in COLUMNS]


def _line(cells: Iterable[Any]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(_safe(cell) for cell in cells)
    return text.getvalue()


def _safe(cell: Any) -> Any:
    formula = isinstance(cell, str) and cell.startswith(_FORMULA)
    return f"'{cell}" if formula else cell
