"""What must be true of runs in the end: each was trained, and none of them twice."""

from collections.abc import Sequence

from dashboard.chaos.lab import until
from dashboard.chaos.outcome import demand
from dashboard.jobs.lock import held
from dashboard.jobs.run import Run

ONCE = ["queued", "starting", "running", "succeeded"]


def until_left(runs: Sequence[Run], count: int) -> None:
    """Wait until at most `count` of the runs are not over.

    Raises:
        BrokenError: it takes too long.
    """
    until(lambda: sum(not _over(run) for run in runs) <= count, "runs to be trained")


def demand_trained_once(run: Run) -> None:
    """Demand that a run went its way once and to its end.

    Raises:
        BrokenError: it went another.
    """
    states = [event["state"] for event in run.events() if event["kind"] == "state"]
    demand(states == ONCE, f"run {run.id}: {', '.join(states)}")


def _over(run: Run) -> bool:
    # the event of an end comes after its status and before the lock is free
    return run.stored().final and not held(run.lock_file)
