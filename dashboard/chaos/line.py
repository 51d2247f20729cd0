"""More wishes than places, and the same wish more than once."""

import time
from collections.abc import Iterator
from dataclasses import replace

from dashboard.chaos.lab import Lab, until
from dashboard.chaos.outcome import Outcome, demand
from dashboard.errors import LookbookError
from dashboard.jobs.folder import list_runs
from dashboard.jobs.lock import held
from dashboard.jobs.run import Run

PLACES = 3
WISHES = 50
LOOKS_PAUSE = 0.01


def crowd(lab: Lab) -> Iterator[Outcome]:
    """Submit far more runs than there is room for, while some are trained."""
    outcome = Outcome(
        f"{WISHES} runs submitted at once with {PLACES} places: never more trainings "
        "than places, every refusal says why, and what was accepted is trained",
        "wishes",
    )
    lab.settings = replace(lab.settings, concurrency=PLACES)
    lab.stand_in("dispatch")
    most = refused = 0
    for _ in range(lab.times):
        accepted: list[Run] = []
        for number in range(WISHES):
            with outcome.trial():
                run, reason = _wish(lab, number)
                accepted += [run] if run else []
                refused += run is None
                demand(bool(run) or "Expected" in reason, f"refused: {reason!r}")
        with outcome.afterwards():
            most = max(most, _busiest(accepted))
            demand(most <= PLACES, f"{most} trainings at once")
            states = {run.stored().state for run in accepted}
            demand(states == {"succeeded"}, f"accepted runs ended as {states}")
    outcome.note = f"{refused} refused; at most {most} trainings at once"
    yield outcome


def _wish(lab: Lab, number: int) -> tuple[Run | None, str]:
    try:
        return lab.submit("brief", created_by=f"user {number % 10}"), ""
    except LookbookError as error:
        return None, str(error)


def _busiest(runs: list[Run]) -> int:
    """Look until all runs are over; the most that were trained at one look."""
    most = 0

    def over() -> bool:
        nonlocal most
        most = max(most, sum(held(run.lock_file) for run in runs))
        time.sleep(LOOKS_PAUSE)
        return all(run.stored().final for run in runs)

    until(over, "the line to be worked through", 600)
    return most


def intents(lab: Lab) -> Iterator[Outcome]:
    """Two processes submit the same token at the same time, and both do it twice."""
    outcome = Outcome(
        "The same wish by two processes at once, and a double click in each: one run",
        "wishes",
    )
    doors = [lab.stand_in("submit") for _ in range(2)]
    for door in doors:
        door.stdout.readline()
    for number in range(lab.times):
        with outcome.trial():
            for door in doors:
                door.stdin.write(f"intent {number}\nintent {number}\n")
            for door in doors:
                door.stdin.flush()
            told = {door.stdout.readline().strip() for door in 2 * doors}
            runs = [r for r in list_runs(lab.settings) if not r.stored().final]
            demand(len(runs) == 1, f"{len(runs)} runs of one intent")
            demand(told == {runs[0].id}, f"told of {sorted(told)}")
            runs[0].cancel()
    yield outcome
