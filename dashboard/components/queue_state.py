"""What a click on the line of waiting runs does, and the sentence that says so."""

from dashboard import ids
from dashboard.jobs import folder, queue
from dashboard.jobs.owner import check_own
from dashboard.settings import Settings

STEPS = {ids.QUEUE_EARLIER: -1, ids.QUEUE_LATER: 1}


def move(settings: Settings, run_id: str, button: str, user: str | None) -> str:
    """Let a run change places with its neighbour.

    Args:
        button: the type of the button's id.
        user: among whose runs, or None for any.
    """
    run = folder.get_run(settings, run_id)
    place = queue.move(settings, run, STEPS[button], user)
    return f"{run.request.name} now waits at place {place}."


def act(settings: Settings, button: str, run_id: str, user: str | None) -> str:
    """Do what a button of the line asks.

    Args:
        button: the type of the button's id.
        user: whose runs may be changed, or None for any.
    """
    if button == ids.QUEUE_CANCEL:
        return cancel(settings, run_id, user)
    return move(settings, run_id, button, user)


def cancel(settings: Settings, run_id: str, user: str | None) -> str:
    """Take a run out of the line, or stop it when it has begun meanwhile.

    Args:
        user: whose runs may be cancelled, or None for any.

    Raises:
        RunError: there is no such run, or it is another user's.
    """
    run = folder.get_run(settings, run_id)
    check_own(run, user)
    run.cancel()
    if run.status().state == "cancelled":
        return f"Run {run.id} does not wait any more."
    return f"Run {run.id} had begun; it is asked to stop."
