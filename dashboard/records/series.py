"""From records to what is drawn: measures over epochs, steps or minutes, of a training
or of several that differ only by their seed. How it is drawn is the figures' matter."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.records import log
from dashboard.records.record import Record
from dashboard.settings import Settings

MEASURES = (
    *("accuracy", "validation_accuracy", "loss", "validation_loss"),
    "learning_rate",
)
MOST_TOLD = 2  # settings in a legend
Line = tuple[list[float], list[float]]  # x, y


@dataclass(frozen=True)
class Series:
    """What one colour stands for.

    Attributes:
        name: decides the colour.
        x: of each epoch.
        values: measure to one number for each epoch; NaN where it is unknown.
        low, high: ends of the band, as `values`; empty for a training by itself.
        counts: over how many trainings each epoch is the mean.
        steps: measure to the line of the steps between epochs, where x is steps.
        best: which epoch had the best validation accuracy.
        phases: (x, phase) of every phase after the first.
    """

    name: str
    label: str
    x: list[float]
    values: dict[str, list[float]]
    low: dict[str, list[float]] = field(default_factory=dict)
    high: dict[str, list[float]] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    steps: dict[str, Line] = field(default_factory=dict)
    best: int | None = None
    phases: list[tuple[float, str]] = field(default_factory=list)


def series(
    settings: Settings, records: Sequence[Record], x: str, band: str
) -> list[Series]:
    """One for each record, or for all that differ only by their seed.

    Args:
        x: "epoch", "step" or "minutes"; what has no such thing is left out.
        band: "each", or what the band around a mean is: "range" (lowest to highest) or
            "deviation" (one sample standard deviation to either side).
    """
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.key if band == "each" else record.group, []).append(
            record
        )
    heads = [members[0] for members in groups.values() if len(members) > 1]
    made = [
        _mean(members, x, band, _told_apart(members[0], heads))
        if len(members) > 1
        else _single(settings, *members, x)
        for members in groups.values()
    ]
    return [one for one in made if one is not None]


def label(record: Record) -> str:
    """What a legend calls it: its version, or its name and the end of its id."""
    return record.version or f"{record.name} · {record.key[-4:]}"


def places(record: Record, x: str) -> list[float] | None:
    """Where each epoch stands on the axis; None when that is not known."""
    if x == "epoch":
        return [float(row["epoch"]) for row in record.rows]
    unit, size = {"step": ("steps", 1), "minutes": ("seconds", 60)}[x]
    amounts = _column(record, unit)
    if any(map(math.isnan, amounts)):
        return None
    return [amount / size for amount in accumulate(amounts)]


def _told_apart(record: Record, others: Sequence[Record]) -> str:
    """The settings by which means of one name differ, "learning_rate=0.001"."""
    same = [other.recipe for other in others if other.name == record.name]
    keys = dict.fromkeys(key for recipe in same for key in recipe if key != "seed")
    differ = [k for k in keys if len({str(recipe.get(k)) for recipe in same}) > 1]
    return ", ".join(f"{key}={record.recipe.get(key)}" for key in differ[:MOST_TOLD])


def _single(settings: Settings, record: Record, x: str) -> Series | None:
    where = places(record, x)
    if not where:
        return None
    path = settings.runs / record.key / "events.jsonl"
    return Series(
        record.key,
        label(record),
        where,
        {measure: _column(record, measure) for measure in MEASURES},
        steps=_steps(path, record) if x == "step" and record.run else {},
        best=record.best,
        phases=_phases(record, where),
    )


def _mean(members: Sequence[Record], x: str, band: str, differs: str) -> Series | None:
    """The mean over members at each epoch that any of them has."""
    known = [(m, where) for m in members if (where := places(m, x))]
    if not known:
        return None
    epochs = max(len(where) for _, where in known)
    values, low, high = {}, {}, {}
    for measure in MEASURES:
        table = _table([_column(member, measure) for member, _ in known], epochs)
        values[measure] = _over(table, np.nanmean)
        ends = _ends(table, band)
        low[measure], high[measure] = ends
    x_table = _table([where for _, where in known], epochs)
    counts = (~np.isnan(x_table)).sum(axis=0).tolist()
    accuracy = values["validation_accuracy"]
    scored = [i for i, value in enumerate(accuracy) if not math.isnan(value)]
    seeds = ", ".join(str(m.recipe.get("seed", "?")) for m, _ in known)
    return Series(
        members[0].group,
        ", ".join(filter(None, (members[0].name, differs)))
        + f": mean of {len(known)} (seeds {seeds})",
        _over(x_table, np.nanmean),
        values,
        low,
        high,
        counts,
        best=max(scored, key=accuracy.__getitem__, default=None),
    )


def _ends(table: np.ndarray, band: str) -> tuple[list[float], list[float]]:
    if band == "range":
        return _over(table, np.nanmin), _over(table, np.nanmax)
    mean = np.array(_over(table, np.nanmean))
    # a single training has no deviation, so no band there
    spread = np.array(_over(table, lambda column: np.nanstd(column, ddof=1), least=2))
    spread = np.where(np.isnan(spread), 0.0, spread)
    return (mean - spread).tolist(), (mean + spread).tolist()


def _table(columns: Sequence[Sequence[float]], epochs: int) -> np.ndarray:
    """float64[members, epochs], NaN where a member has no such epoch."""
    table = np.full((len(columns), epochs), np.nan)
    for row, column in enumerate(columns):
        table[row, : len(column)] = column
    return table


def _over(table: np.ndarray, what: Callable, least: int = 1) -> list[float]:
    """`what` of each epoch's known values; NaN where fewer than `least` are known."""
    columns = (column[~np.isnan(column)] for column in table.T)
    return [float(what(c)) if len(c) >= least else math.nan for c in columns]


def _column(record: Record, measure: str) -> list[float]:
    values = (row.get(measure) for row in record.rows)
    return [math.nan if value in (None, "") else float(value) for value in values]


def _phases(record: Record, where: list[float]) -> list[tuple[float, str]]:
    rows = record.rows
    return [
        (
            (where[i - 1] + where[i]) / 2 if i else where[i],
            str(rows[i].get("phase", "")),
        )
        for i in range(1, len(rows))
        if rows[i].get("phase") != rows[i - 1].get("phase")
    ]


def _steps(path: Path, record: Record) -> dict[str, Line]:
    """The lines of training measures through a run's steps."""
    amounts = _column(record, "steps")
    before = dict(enumerate(accumulate(amounts, initial=0.0), 1))  # by epoch
    facts = path.stat()
    events = _thinned(path, facts.st_mtime_ns, facts.st_size)
    lines: dict[str, Line] = {}
    for measure in ("accuracy", "loss", "learning_rate"):
        points = [
            (before[event["epoch"]] + event["step"], event[measure])
            for event in events
            if event["epoch"] in before and _is_number(event.get(measure))
        ]
        if points:
            lines[measure] = tuple(map(list, zip(*sorted(points), strict=True)))
    return lines


@lru_cache(maxsize=64)
def _thinned(path: Path, *_) -> list[dict[str, Any]]:
    return log.steps(path)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)
