"""Trials of one study, one after the other in the same process: starting Python and
TensorFlow takes longer than many a trial.

Each is a run as ever, with its own lock, log and end; it only comes from the line into
a process that is warm. Whoever else serves the line may take it first: nothing is lost.
"""

import os
import sys
import time
from collections.abc import Callable

from dashboard.jobs import queue
from dashboard.jobs.folder import list_runs
from dashboard.jobs.request import Request
from dashboard.jobs.run import Run
from dashboard.settings import Settings

MOST = 25  # trials of a process, so that what leaks is given back some time
WAIT_SECONDS = 2.5  # the study's controller looks twice a second
LOOK_SECONDS = 0.1


def in_turn(
    settings: Settings,
    run: Run,
    train: Callable[[Run], int],
    pause: Callable[[], None] = lambda: time.sleep(LOOK_SECONDS),
) -> int:
    """Train a run, and the trials of its study that come next in the line.

    Args:
        train: trains one run to its end; an error ends the process, as ever.

    Returns:
        The exit status of the last one.
    """
    status = train(run)
    for _ in range(MOST - 1):
        following = next_trial(settings, run.request, pause) if _trial(run) else None
        if following is None:
            break
        write_to(following)
        fresh()
        run, status = following, train(following)
    return status


def next_trial(
    settings: Settings, request: Request, pause: Callable[[], None]
) -> Run | None:
    """Claim the next trial of the same study; None when another run is first, or none
    comes soon."""

    def suits(run: Run) -> bool:
        same = _trial(run) and run.request.study == request.study
        return same and queue.room_here(settings)

    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        waiting = queue.line(list_runs(settings))
        if waiting:
            return queue.claim_next(settings, waiting, suits)
        pause()
    return None


def write_to(run: Run) -> None:
    """Let what this process prints go to the log of another run."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    with open(run.log_file, "ab") as log:
        for number in (1, 2):
            os.dup2(log.fileno(), number)


def fresh() -> None:
    """Forget the networks before; Keras is loaded long since."""
    from dashboard.ml.fresh import forget_networks

    forget_networks()


def _trial(run: Run) -> bool:
    return run.request.study is not None and not run.request.publish
