"""A line of the table, and the statistics and words it is made of."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Line:
    """One thing that was measured.

    Attributes:
        measured: figures with unit and count of repeats, for people.
        expected: the bound in words; empty when there is none.
        met: whether the bound holds; None without one.
        values: the same figures for machines, the unit in each name.
        failed: nothing could be measured, and `measured` says why.
    """

    section: str
    what: str
    measured: str
    expected: str = ""
    met: bool | None = None
    values: dict[str, Any] = field(default_factory=dict)
    failed: bool = False

    def to_json(self) -> dict[str, Any]:
        """The line as a JSON object."""
        return asdict(self)


def unmeasured(section: str, what: str, error: Exception) -> Line:
    """The line in place of one that could not be measured."""
    return Line(section, what, f"not measured: {error}", failed=True)


def median(values: Sequence[float]) -> float:
    """The middle value, or the mean of the two in the middle."""
    return percentile(values, 50)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` per cent are not above, between neighbours linear.

    Raises:
        ValueError: there are no values, or one is no finite number.
    """
    if not len(values) or not all(map(math.isfinite, values)):
        raise ValueError(f"Expected finite numbers. Received: {list(values)!r}.")
    return float(np.percentile(values, share))


def span(values: Sequence[float], unit: str, digits: int) -> str:
    """The median with the lowest and highest value: "1.80 s (1.75 to 2.01)"."""
    low, high = min(values), max(values)
    return (
        f"{median(values):,.{digits}f} {unit} ({low:,.{digits}f} to {high:,.{digits}f})"
    )


def milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    """p50 and p95 of durations, in milliseconds."""
    return {
        "p50_ms": percentile(seconds, 50) * 1000,
        "p95_ms": percentile(seconds, 95) * 1000,
    }


def latency_words(values: dict[str, float]) -> str:
    """Say "p50 4.2 ms, p95 6.0 ms" for what `milliseconds` returned."""
    return f"p50 {short(values['p50_ms'])} ms, p95 {short(values['p95_ms'])} ms"


def short(value: float) -> str:
    """Three figures at most behind a small number, none behind a large one."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}"


def rate_line(section: str, what: str, rates: list[float]) -> Line:
    """Images a second, one value a round."""
    low, high = short(min(rates)), short(max(rates))
    return Line(
        section=section,
        what=what,
        measured=f"{short(median(rates))} images/s ({low} to {high}); "
        f"median of {len(rates)} rounds",
        values={"images_per_second": median(rates), "repeats": len(rates)},
    )
