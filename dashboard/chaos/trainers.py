"""Stand-in trainers are killed and stopped: what is said of them, and how soon."""

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace

from dashboard.chaos.lab import Lab, until
from dashboard.chaos.outcome import Outcome, demand
from dashboard.chaos.stand_in import LAST_LINE
from dashboard.jobs import queue
from dashboard.jobs.run import Run
from dashboard.jobs.status import HEARTBEAT_OLD_SECONDS

LOST_SECONDS = 15.0
# a stopped process is seen at once on its own machine, by its heartbeat elsewhere
STALLED_LIMIT = HEARTBEAT_OLD_SECONDS + 5.0
AGAIN_SECONDS = 10.0


def killed(lab: Lab) -> Iterator[Outcome]:
    """Kill the trainer of one run again and again, and go on with it."""
    outcome = Outcome(
        f"Trainer killed: *lost* within {LOST_SECONDS:g} s, with its last lines, and "
        "one click goes on with it",
        "kills",
        limit=LOST_SECONDS,
    )
    lab.stand_in("dispatch")
    run = lab.running()
    # running is stored before anything is printed
    until(lambda: LAST_LINE in run.log_tail(), "the trainer to print")
    for _ in range(lab.times):
        if outcome.broken:  # nothing goes on that could be killed
            break
        with outcome.trial():
            until(lambda: run.status().state == "running", "the run to go on")
            time.sleep(lab.chance.random())
            attempt = run.status().attempt
            os.kill(run.status().pid, signal.SIGKILL)
            killed_at = time.monotonic()
            until(lambda: run.stored().final, "the end to be written")
            outcome.took(time.monotonic() - killed_at, "lost")
            state = run.stored().state
            demand(state == "lost", f"the run is {state}")
            demand(LAST_LINE in run.stored().message, "without its last lines")
            queue.resume(lab.settings, run)
            now = run.stored().attempt
            demand(now == attempt + 1, f"attempt {now} after {attempt}")
            until(lambda: run.status().state == "running", "the run to go on")
    with outcome.afterwards():
        lab.gate.release()
        until(lambda: run.status().final, "the run to end")
        demand(run.status().state == "succeeded", f"it ended as {run.status().state}")
    yield outcome


def stopped(lab: Lab) -> Iterator[Outcome]:
    """Stop trainers, all at the same time, and let them go on."""
    outcome = Outcome(
        f"Trainer stopped (SIGSTOP): *stalled* within {STALLED_LIMIT:g} s and never "
        "lost; running again after SIGCONT",
        "stops",
        limit=STALLED_LIMIT,
    )
    lab.settings = replace(lab.settings, concurrency=lab.times)
    lab.stand_in("dispatch")
    runs = [lab.submit() for _ in range(lab.times)]
    until(lambda: all(r.status().state == "running" for r in runs), "all to run")
    pids = [run.status().pid for run in runs]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    stopped_at = time.monotonic()
    try:
        for run in runs:
            with outcome.trial():
                _until_stalled(run)
                outcome.took(time.monotonic() - stopped_at, "stalled")
    finally:
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
    for run in runs:
        with outcome.afterwards():
            until(
                lambda run=run: run.status().state == "running",
                "to run again",
                AGAIN_SECONDS,
            )
    yield outcome


def _until_stalled(run: Run) -> None:
    def seen() -> bool:
        state = run.status().state
        demand(state in ("running", "stalled"), f"a stopped run is {state}")
        return state == "stalled"

    until(seen, "a stopped run to be stalled")
