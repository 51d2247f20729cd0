"""What one colour of a figure stands for: measures over epochs, steps or minutes, of a
training or of several that differ only by their seed. How it is drawn is the figures'
matter."""

import math
from dataclasses import dataclass, field
from itertools import accumulate

from dashboard.records.record import Record

MEASURES = (
    *("accuracy", "validation_accuracy", "loss", "validation_loss"),
    "learning_rate",
)
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


def label(record: Record) -> str:
    """What a legend calls it: its version, or its name and the end of its id."""
    return record.version or f"{record.name} · {record.key[-4:]}"


def places(record: Record, x: str) -> list[float] | None:
    """Where each epoch stands on the axis; None when that is not known."""
    if x == "epoch":
        return [float(row["epoch"]) for row in record.rows]
    unit, size = {"step": ("steps", 1), "minutes": ("seconds", 60)}[x]
    amounts = measured(record, unit)
    if any(map(math.isnan, amounts)):
        return None
    return [amount / size for amount in accumulate(amounts)]


def measured(record: Record, measure: str) -> list[float]:
    """A measure of each epoch; NaN where it is unknown."""
    values = (row.get(measure) for row in record.rows)
    return [math.nan if value in (None, "") else float(value) for value in values]
