"""The sentence about a run as it is now: what its status says, or what a training that
counts no steps is at."""

from dashboard.jobs import events
from dashboard.jobs.run import Run
from dashboard.jobs.status import Status


def said(run: Run, status: Status) -> str:
    """What to tell of the run beside its figures."""
    words = doing(run) if status.state == "running" else ""
    return words or status.message


def doing(run: Run) -> str:
    """What takes its time just now; empty while there are steps to count."""
    newest = events.last(run.folder / "events.jsonl") or {}
    if newest.get("kind") == "publish":
        return "Trained. Exporting, measuring on the test images and publishing."
    if newest.get("kind") != "computing":
        return ""
    try:
        done, rows = int(newest["done"]), int(newest["rows"])
    except (KeyError, TypeError, ValueError):
        return ""
    return f"Computing the frozen layers once: {done:,} of {rows:,} images."
