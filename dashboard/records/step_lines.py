"""The steps between a run's epochs as lines, from its log."""

import math
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from dashboard.records import log
from dashboard.records.record import Record
from dashboard.records.series import Line, measured


def step_lines(path: Path, record: Record) -> dict[str, Line]:
    """The lines of training measures through a run's steps."""
    amounts = measured(record, "steps")
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
