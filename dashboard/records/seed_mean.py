"""The mean over trainings that differ only by their seed, and the band around it."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from dashboard.records.record import Record
from dashboard.records.series import MEASURES, Series, measured, places

MOST_TOLD = 2  # settings in a legend


def seed_mean(
    members: Sequence[Record], x: str, band: str, differs: str
) -> Series | None:
    """The mean over members at each epoch that any of them has.

    Args:
        band: "range" or "deviation".
        differs: by what this mean differs from others of its name.

    Returns:
        None when no member has places on the axis.
    """
    known = [(m, where) for m in members if (where := places(m, x))]
    if not known:
        return None
    epochs = max(len(where) for _, where in known)
    values, low, high = {}, {}, {}
    for measure in MEASURES:
        table = _table([measured(member, measure) for member, _ in known], epochs)
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


def told_apart(record: Record, others: Sequence[Record]) -> str:
    """The settings by which means of one name differ, "learning_rate=0.001"."""
    same = [other.recipe for other in others if other.name == record.name]
    keys = dict.fromkeys(key for recipe in same for key in recipe if key != "seed")
    differ = [k for k in keys if len({str(recipe.get(k)) for recipe in same}) > 1]
    return ", ".join(f"{key}={record.recipe.get(key)}" for key in differ[:MOST_TOLD])


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
