"""What a page draws of a run while it goes on: first all of it, thinned, then only what
came since. How it is drawn is the figures' matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dashboard.jobs import events
from dashboard.jobs.events import Position
from dashboard.jobs.files import RunFiles

MOST_STEPS = 400  # drawn at once; a screen has not many more places for them
KINDS = ("step", "epoch")


@dataclass(frozen=True)
class Point:
    """One report of the training.

    Attributes:
        x: how many epochs were done then, with the begun part of one.
        values: what it reported, by name.
    """

    kind: str
    x: float
    values: dict[str, Any]


def whole(run: RunFiles, most: int = MOST_STEPS) -> tuple[list[Point], Position]:
    """All epochs and about `most` steps of a run, in order, and where to go on.

    Of what was trained twice, because a run went on from an earlier state, the later.
    """
    path = run.folder / "events.jsonl"
    found, position = events.thinned(path, ("epoch",), "step", most)
    return _valid(_points(found)), position


def since(run: RunFiles, start: Position) -> tuple[list[Point], Position]:
    """What the training has reported after `start`."""
    found, position = events.read(run.folder / "events.jsonl", start)
    return list(_points(found)), position


def place(event: dict) -> float | None:
    """Epochs done at a "step" or "epoch" event; None when it does not say."""
    try:
        if event["kind"] == "epoch":
            return float(event["epoch"])
        return round(event["epoch"] - 1 + event["step"] / event["steps"], 4)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None


def _points(found: Iterable[dict]) -> Iterable[Point]:
    for event in found:
        if event["kind"] in KINDS and (x := place(event)) is not None:
            yield Point(event["kind"], x, event)


def _valid(points: Iterable[Point]) -> list[Point]:
    first = dict.fromkeys(KINDS, float("inf"))
    kept = []
    for point in reversed(list(points)):
        if point.x < first[point.kind]:
            first[point.kind] = point.x
            kept.append(point)
    return kept[::-1]
