"""The sentence about a run as it is now: what its status says, or what a training that
counts no steps is at."""

from dashboard.jobs import events
from dashboard.jobs.run import Run
from dashboard.jobs.status import Status

# an event that counts what is done once, before or between the steps -> its words, and
# under which name it says how many there are
COUNTED = {
    "computing": ("Computing the frozen layers once, images", "rows"),
    "asking": ("Asking the teacher once, images", "rows"),
    "pictures": ("Looking once at the pictures to learn from", "of"),
}


def said(run: Run, status: Status) -> str:
    """What to tell of the run beside its figures."""
    words = doing(run) if status.state == "running" else ""
    return words or status.message


def doing(run: Run) -> str:
    """What takes its time just now; empty while there are steps to count."""
    newest = events.last(run.folder / "events.jsonl") or {}
    if newest.get("kind") == "publish":
        return "Trained. Exporting, measuring on the test images and publishing."
    what, whole = COUNTED.get(newest.get("kind"), ("", ""))
    try:
        done, count = int(newest["done"]), int(newest[whole])
    except (KeyError, TypeError, ValueError):
        return ""
    return f"{what}: {done:,} of {count:,}."
