"""The line of runs waiting to be trained: who gets in, who is next.

Our own and not a library's queue, because the truth about a run is its folder: a queue
with a database beside it could disagree with the folders after a crash, a restored
backup or a deleted folder. A run is in the line when its stored state is "queued";
there is nothing else to keep in step. The order is in order.py, the limits are in
admission.py; starting what was claimed is the dispatcher's.
"""

import socket
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from dashboard.errors import RunError
from dashboard.jobs import admission, order
from dashboard.jobs.folder import create, get_run, list_runs, token_mark
from dashboard.jobs.lock import acquire, locked
from dashboard.jobs.order import line
from dashboard.jobs.outlook import Place, expected
from dashboard.jobs.owner import check_own
from dashboard.jobs.request import Request
from dashboard.jobs.run import Run
from dashboard.recipes import recipe_of
from dashboard.settings import Settings


def submit(settings: Settings, request: Request, once: bool = False) -> Run:
    """Put a run in the line; a token seen before gives the run it gave before.

    Args:
        once: refuse what the same user has asked for with another token and has not
            got yet: a form that is open in two tabs. Without it, a token is a wish.

    Raises:
        RecipeError: the recipe cannot be trained.
        DuplicateRunError: `once`, and the same run waits or has just begun.
        RunError: the line is full, or the user has enough in it.
    """
    return submit_all(settings, [request], once)[0]


def submit_all(
    settings: Settings, requests: list[Request], once: bool = False
) -> list[Run]:
    """Put several runs of one person in the line, or none of them; else as `submit`."""
    requests = [replace(one, recipe=_checked(one.recipe)) for one in requests]
    settings.runs.mkdir(parents=True, exist_ok=True)
    with locked(_lock(settings)):
        known = {one.token: _with_token(settings, one.token) for one in requests}
        new = [one for one in requests if known[one.token] is None]
        if new:
            runs = list_runs(settings)
            for one in new if once else ():
                admission.check_new(runs, one)
            admission.check_room(settings, runs, new[0].created_by, len(new))
        for one in new:
            known[one.token] = create(settings, one, one.recipe["backbone"])
        return [known[one.token] for one in requests]


def resume(settings: Settings, run: Run) -> None:
    """Put a cancelled, failed or lost run in the line again.

    It goes on after its last whole epoch, or from the beginning if it has none.

    Raises:
        RunError: it has not ended, has published a version, or the line is full.
    """
    with locked(_lock(settings)):
        admission.check_room(settings, list_runs(settings), run.request.created_by)
        lock = acquire(run.lock_file)
        if lock is None:
            raise RunError(
                f"Expected run {run.id} to have ended. Received: its process is alive. "
                "Wait for its end."
            )
        with lock:
            run.reopen("queued")


def move(settings: Settings, run: Run, places: int, user: str | None = None) -> int:
    """Let a waiting run start earlier (negative) or later.

    Args:
        places: how many; at most to an end of the line.
        user: only runs of this one change places; None: any.

    Returns:
        Its place now, from 1.

    Raises:
        RunError: it does not wait, or it is another user's.
    """
    with locked(_lock(settings)):
        waiting = line(list_runs(settings))
        _check_movable(waiting, run, user)
        own = {r.id for r in waiting if user in (None, r.request.created_by)}
        changed = order.moved(waiting, run, places, own)
        order.keep(changed)
        return [other.id for other in changed].index(run.id) + 1


def outlook(
    settings: Settings, runs: Iterable[Run] | None = None, places: int | None = None
) -> dict[str, Place]:
    """Place and expected start of each waiting run, by its id, the next one first.

    Args:
        runs: where to look, when the caller has the list already.
        places: trainings at once on all machines; one machine's when not given.
    """
    runs = list_runs(settings) if runs is None else list(runs)
    pairs = [(run, run.status()) for run in runs]
    active = [pair for pair in pairs if pair[1].active]
    here = settings.concurrency
    return expected(active, line(runs), here if places is None else places, here)


def claim_next(
    settings: Settings,
    runs: Iterable[Run] | None = None,
    suits: Callable[[Run], bool] = lambda run: True,
) -> Run | None:
    """Move the first waiting run to "starting"; None when nobody waits.

    Args:
        runs: where to look, when the caller has the list already.
        suits: whether the caller can train it; if the first does not suit, nobody
            behind it may go first, and the answer is None too.
    """
    settings.runs.mkdir(parents=True, exist_ok=True)
    with locked(_lock(settings)):
        for run in line(list_runs(settings) if runs is None else runs):
            if not suits(run):
                return None
            if _claimed(run):
                return run
    return None


def room_here(settings: Settings) -> bool:
    """Whether this host trains fewer runs than it may; who asks within a claim knows
    that nobody else claims one meanwhile."""
    here = (socket.gethostname(), None)  # one that was only claimed names no host yet
    statuses = (run.status() for run in list_runs(settings))
    active = sum(status.active and status.host in here for status in statuses)
    return active < settings.concurrency


def position(settings: Settings, run: Run) -> int:
    """The run's place in the line, from 1; 0 when it does not wait."""
    ids = [waiting.id for waiting in line(list_runs(settings))]
    return ids.index(run.id) + 1 if run.id in ids else 0


def _lock(settings: Settings) -> Path:
    return settings.runs / "queue.lock"


def _check_movable(waiting: list[Run], run: Run, user: str | None) -> None:
    if run.id not in {other.id for other in waiting}:
        raise RunError(
            f"Expected run {run.id} to wait. Received: state={run.status().state!r}. "
            "Only a run that waits can start earlier or later."
        )
    check_own(run, user)


def _claimed(run: Run) -> bool:
    # whoever cancelled may have died between the file and the status
    if run.cancel_file.exists():
        run.cancel()
        return False
    try:
        message = "Starting the training process."
        run.change("starting", only_from=("queued",), message=message)
    except RunError:
        return False  # cancelled meanwhile
    return True


def _with_token(settings: Settings, token: str) -> Run | None:
    # ids end with a mark of the token, so few requests need to be opened
    for folder in sorted(settings.runs.glob(f"[0-9]*-{token_mark(token)}")):
        try:
            run = get_run(settings, folder.name)
        except RunError:
            continue
        if run.request.token == token:
            return run
    return None


def _checked(recipe: dict[str, Any]) -> dict[str, Any]:
    return recipe_of(recipe).to_dict()
