"""Who may join the line. Every refusal says why and what to do; the caller holds the
queue's lock, so that two who ask at once cannot both get the last place."""

from collections.abc import Iterable

from dashboard.errors import DuplicateRunError, RunError
from dashboard.jobs.order import line
from dashboard.jobs.request import Request
from dashboard.jobs.run import Run
from dashboard.settings import Settings

# without a reverse proxy that names people, everybody at the page is this one
UNNAMED = "the Train page"
BEGUN = ("queued", "starting", "running")


def check_room(
    settings: Settings, runs: Iterable[Run], user: str, new: int = 1
) -> None:
    """Refuse when the line has no room for `new` runs, or `user` has enough in it.

    Raises:
        RunError: with the limit and how many wait.
    """
    waiting = line(runs)
    if len(waiting) + new > settings.most_waiting:
        raise RunError(
            f"Expected {_fewer(settings.most_waiting, new)} waiting. Received: "
            f"{len(waiting)} waiting. Cancel one that waits or try again when one has "
            "begun."
        )
    own = sum(run.request.created_by == user for run in waiting)
    if user != UNNAMED and own + new > settings.most_per_user:
        raise RunError(
            f"Expected {_fewer(settings.most_per_user, new)} of one user waiting. "
            f"Received: {own} of {user} waiting. Cancel one of them or try again when "
            "one has begun."
        )


def _fewer(most: int, new: int) -> str:
    if new == 1:
        return f"fewer than {most} runs"
    return f"room for {new} more runs at once, and at most {most}"


def check_new(runs: Iterable[Run], request: Request) -> None:
    """Refuse what the same user has asked for already and has not got yet.

    Same means the same recipe (the seed is in it), name and beginning, in a run that
    waits or has not finished an epoch: it would end as the same version. Later it is
    a wish of its own, since corrections or the version to begin from may have changed.

    Raises:
        DuplicateRunError: with the run that is there.
    """
    for run in runs:
        if _wish(run.request) == _wish(request) and _just_begun(run):
            raise DuplicateRunError(
                "Expected a training that is not under way already. Received: the "
                f"same recipe and name as run {run.id}, which is {run.status().state}. "
                "Follow that run; if you really want two, give one another seed.",
                run.id,
            )


def _wish(request: Request) -> tuple:
    return request.recipe, request.name, request.start, request.created_by


def _just_begun(run: Run) -> bool:
    # a run that is about to be cancelled makes room for the same once more
    begun = run.status().state in BEGUN and not run.cancel_file.exists()
    return begun and not run.history()
