"""The line of runs waiting to be trained: who gets in, who is next.

Our own and not a library's queue, because the truth about a run is its folder: a queue
with a database beside it could disagree with the folders after a crash, a restored
backup or a deleted folder. A run is in the line when its stored state is "queued";
there is nothing else to keep in step. Starting what was claimed is the dispatcher's.
"""

from collections.abc import Iterable
from dataclasses import replace

from dashboard.errors import RunError
from dashboard.jobs.folder import create, get_run, list_runs, token_mark
from dashboard.jobs.lock import acquire, locked
from dashboard.jobs.request import Request
from dashboard.jobs.run import Run
from dashboard.recipe import Recipe
from dashboard.settings import Settings

MOST_WAITING = 20


def submit(settings: Settings, request: Request) -> Run:
    """Put a run in the line; a token seen before gives the run it gave before.

    Raises:
        RecipeError: the recipe cannot be trained.
        RunError: the line is full.
    """
    recipe = Recipe.from_dict(request.recipe)
    settings.runs.mkdir(parents=True, exist_ok=True)
    with locked(settings.runs / "queue.lock"):
        if run := _with_token(settings, request.token):
            return run
        _check_room(settings)
        request = replace(request, recipe=recipe.to_dict())
        return create(settings, request, recipe.backbone)


def resume(settings: Settings, run: Run) -> None:
    """Put a cancelled, failed or lost run in the line again.

    It goes on after its last whole epoch, or from the beginning if it has none.

    Raises:
        RunError: it has not ended, has published a version, or the line is full.
    """
    with locked(settings.runs / "queue.lock"):
        _check_room(settings)
        lock = acquire(run.lock_file)
        if lock is None:
            raise RunError(
                f"Expected run {run.id} to have ended. Received: its process is alive. "
                "Wait for its end."
            )
        with lock:
            run.reopen("queued")


def claim_next(settings: Settings, runs: Iterable[Run] | None = None) -> Run | None:
    """Move the first waiting run to "starting"; None when nobody waits.

    Args:
        runs: where to look, when the caller has the list already.
    """
    settings.runs.mkdir(parents=True, exist_ok=True)
    with locked(settings.runs / "queue.lock"):
        for run in line(list_runs(settings) if runs is None else runs):
            if _claimed(run):
                return run
    return None


def line(runs: Iterable[Run]) -> list[Run]:
    """Those that wait, the next one first."""
    waiting = []
    for run in runs:
        status = run.stored()
        if status.state == "queued":
            waiting.append((-run.request.priority, status.since, run.id, run))
    return [run for *_, run in sorted(waiting, key=lambda entry: entry[:3])]


def position(settings: Settings, run: Run) -> int:
    """The run's place in the line, from 1; 0 when it does not wait."""
    ids = [waiting.id for waiting in line(list_runs(settings))]
    return ids.index(run.id) + 1 if run.id in ids else 0


def _check_room(settings: Settings) -> None:
    waiting = len(line(list_runs(settings)))
    if waiting >= MOST_WAITING:
        raise RunError(
            f"Expected fewer than {MOST_WAITING} runs waiting. Received: {waiting} "
            "waiting. Cancel one that waits or try again when one has begun."
        )


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
