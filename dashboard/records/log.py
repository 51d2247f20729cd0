"""What the History page needs of a run's event log, without parsing the rest of it: its
epochs, its changes of state, and a thinned line of steps."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dashboard.jobs.status import ACTIVE

MOST_STEPS = 400


@dataclass(frozen=True)
class Log:
    """Epochs and times of one run.

    Attributes:
        rows: one per epoch in order, as in history.csv and with `steps`, how many
            batches it had, where that is known.
        started: when it first was given to a trainer, ISO text; None while it waits.
        seconds: how long trainers were at it, all attempts together, up to the last
            epoch of one that goes on.
    """

    rows: tuple[dict[str, Any], ...]
    started: str | None
    seconds: float | None


def read(path: Path) -> Log:
    """The log of a run; an empty one when there is none."""
    content = _content(path)
    epochs = {}
    for at, row in _events(content, "epoch"):
        step = _before(content, "step", at)
        steps = step.get("steps") if step else None
        epochs[row.get("epoch")] = {**row, "steps": steps}
    # of an epoch that was trained again, the last
    numbered = [row for number, row in epochs.items() if isinstance(number, int)]
    rows = tuple(sorted(numbered, key=lambda row: row["epoch"]))
    return Log(rows, *_times(content))


def steps(path: Path, most: int = MOST_STEPS) -> list[dict[str, Any]]:
    """About `most` step events in order of the training; of a step that was trained
    again, the last."""
    content = _content(path)
    places = list(_places(content, "step"))
    every = max(1, -(-len(places) // most))
    chosen = places[::-1][::every][::-1]  # the newest one is always among them
    found = filter(None, (_parsed(content, at) for at in chosen))
    newest = {(e.get("epoch"), e.get("step")): e for e in found}
    return [newest[key] for key in sorted(k for k in newest if None not in k)]


def _times(content: bytearray) -> tuple[str | None, float | None]:
    """When it was started and for how many seconds it was active."""
    changes = list(_events(content, "state"))
    started, begun, total = None, None, 0.0
    for at, change in changes:
        active = change.get("state") in ACTIVE
        if active and begun is None:
            begun = change["time"]
            started = started or begun
        elif begun is not None and not active:
            # nobody knows when a lost run ended, but when it was last heard of
            lost = change.get("state") == "lost"
            end = _line_before(content, at) if lost else change
            total, begun = total + _between(begun, end), None
    if begun is not None:
        last = _before(content, "epoch", len(content))
        total += _between(begun, last or {"time": begun})
    return started, (max(0.0, total) if started else None)


def _between(begun: str, end: dict | None) -> float:
    try:
        last = datetime.fromisoformat(end["time"])
        # an epoch of an earlier attempt lies before
        return max(0.0, (last - datetime.fromisoformat(begun)).total_seconds())
    except (KeyError, TypeError, ValueError):
        return 0.0


def _content(path: Path) -> bytearray:
    """The whole log, with a line break before it, as before every line.

    Logs have megabytes and lists have hundreds of them: it is read in place.
    """
    try:
        with open(path, "rb") as file:
            content = bytearray(1 + os.fstat(file.fileno()).st_size)
            count = file.readinto(memoryview(content)[1:])
    except FileNotFoundError:
        return bytearray()
    content[:1] = b"\n"
    del content[1 + count :]
    return content


def _head(kind: str) -> bytes:
    return b'\n{"kind": ' + json.dumps(kind).encode() + b","


def _places(content: bytearray, kind: str) -> Iterator[int]:
    head, at = _head(kind), -1
    while (at := content.find(head, at + 1)) >= 0:
        yield at


def _events(content: bytearray, kind: str) -> Iterator[tuple[int, dict]]:
    for at in _places(content, kind):
        if event := _parsed(content, at):
            yield at, event


def _before(content: bytearray, kind: str, end: int) -> dict | None:
    at = content.rfind(_head(kind), 0, end)
    return _parsed(content, at) if at >= 0 else None


def _line_before(content: bytearray, at: int) -> dict | None:
    return _parsed(content, content.rfind(b"\n", 0, at)) if at > 0 else None


def _parsed(content: bytearray, at: int) -> dict | None:
    end = content.find(b"\n", at + 1)
    if end < 0:  # still being written
        return None
    try:
        event = json.loads(content[at + 1 : end])
    except ValueError:
        return None
    return event if isinstance(event, dict) and "time" in event else None
