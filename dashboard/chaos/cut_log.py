"""Readers of an event log that ends anywhere, as it does while somebody writes it."""

from collections.abc import Iterator
from pathlib import Path

from dashboard.chaos.lab import Lab
from dashboard.chaos.outcome import Outcome, demand
from dashboard.jobs import events


def cut_log(lab: Lab) -> Iterator[Outcome]:
    """A log cut after each of its bytes."""
    outcome = Outcome(
        "An event log cut after each byte: every whole event is read, none is "
        "invented, and the next one is not spoiled",
        "lengths",
    )
    whole = lab.folder / "whole.jsonl"
    for number in range(lab.times):
        events.append(
            whole, "step", step=number, loss=lab.chance.random(), who="\u00e9"
        )
    content = whole.read_bytes()
    for size in range(len(content) + 1):
        with outcome.trial():
            _check(lab.folder / "cut.jsonl", content[:size], events.after(whole, 0))
    yield outcome


def _check(path: Path, content: bytes, expected: list[dict]) -> None:
    path.write_bytes(content)
    complete = expected[: content.count(b"\n")]
    demand(events.after(path, 0) == complete, f"{len(content)} bytes: not those events")
    first, position = events.read(path)
    demand(first == complete, f"{len(content)} bytes: not those events")
    events.append(path, "epoch", epoch=1)
    # a cut line that is JSON all the same was only short of its line break
    later, _ = events.read(path, position)
    demand(later[-1]["kind"] == "epoch", f"{len(content)} bytes: the next one is lost")
    newest = events.newest(path, ("epoch", "step"))
    demand(newest[-1]["epoch"] == 1, f"{len(content)} bytes: the newest one is lost")
