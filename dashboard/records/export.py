"""Chosen records as files to take away: one long table, and everything as JSON."""

import csv
import io
import json
import math
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from dashboard.records import series
from dashboard.records.record import Record

FACTS = ("run", "version", "name", "seed", "phase", "epoch", "step", "minutes")
COLUMNS = (*FACTS, *series.MEASURES)


def table(records: Iterable[Record]) -> str:
    """A line for each finished epoch of each record."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for record in records:
        writer.writerows(_lines(record))
    return text.getvalue()


def document(records: Iterable[Record]) -> str:
    """Recipe, state, marks, results and epochs of each record, as JSON text."""
    found = [_entry(record) for record in records]
    return json.dumps({"trainings": found}, ensure_ascii=False, indent=2) + "\n"


def _lines(record: Record) -> Iterable[list[Any]]:
    unknown = [""] * len(record.rows)
    steps = series.places(record, "step") or unknown
    minutes = series.places(record, "minutes") or unknown
    for row, step, minute in zip(record.rows, steps, minutes, strict=True):
        yield [
            record.run or "",
            record.version or "",
            record.name,
            record.recipe.get("seed", ""),
            row.get("phase", ""),
            row["epoch"],
            int(step) if step != "" else "",
            round(minute, 4) if minute != "" else "",
            *(_plain(row.get(measure), "") for measure in series.MEASURES),
        ]


def _entry(record: Record) -> dict[str, Any]:
    rows = [
        {
            key: _plain(value, None)
            for key, value in row.items()
            if key in ("epoch", "phase", "seconds", "steps", *series.MEASURES)
        }
        for row in record.rows
    ]
    return {
        "run": record.run,
        "version": record.version,
        "name": record.name,
        "state": record.state,
        "started": record.started,
        "seconds": record.seconds,
        "best_validation_accuracy": record.validation,
        "test_accuracy": record.test,
        "start": record.start,
        "recipe": record.recipe,
        "marks": asdict(record.mark),
        "epochs": rows,
    }


def _plain(value: Any, unknown: Any) -> Any:
    """NaN, which pandas reads from an empty cell, is no number in either file."""
    gone = value is None or (isinstance(value, float) and not math.isfinite(value))
    return unknown if gone else value
