"""What can be done to a run from a page, and doing it."""

import dash_bootstrap_components as dbc
from dash import dcc, get_relative_path

from dashboard import ids
from dashboard.jobs import folder, queue
from dashboard.jobs.owner import check_own
from dashboard.jobs.run import Run
from dashboard.jobs.status import RESUMABLE, Status
from dashboard.photo_lesson import BACKBONE as LESSON
from dashboard.settings import Settings

GOING = ("starting", "running", "stalled")


def run_buttons(run: Run, status: Status) -> list[dbc.Button]:
    """Stop what goes on, go on with what ended without a version."""
    if status.state in RESUMABLE:
        return [_button("Go on", ids.RUN_RESUME, run, "primary")]
    if status.final:
        return []
    stopping = status.state == "cancelling"
    buttons = [_button("Cancel", ids.RUN_CANCEL, run, "danger", stopping)]
    if status.state in GOING:
        asked = run.keep_file.exists()
        words = "Keeping after this epoch" if asked else "Stop and keep"
        buttons.insert(0, _button(words, ids.RUN_KEEP, run, "secondary", asked))
    return buttons


def again_link(run: Run) -> dcc.Link | None:
    """To the Train form, filled from this run; a lesson has no form."""
    if run.request.recipe.get("backbone") == LESSON:
        return None
    return dcc.Link(
        "Run again with changes",
        href=f"{get_relative_path('/train')}?from={run.id}",
        className="btn btn-sm btn-outline-secondary",
    )


def act(settings: Settings, kind: str, run_id: str, user: str | None) -> str:
    """Do what a button asks.

    Args:
        user: whose runs may be changed, or None for any.

    Returns:
        A sentence for the person who pressed it.

    Raises:
        RunError: there is no such run, it is another user's, or it is in no state for
            that.
    """
    run = folder.get_run(settings, run_id)
    check_own(run, user)
    if kind == ids.RUN_RESUME:
        queue.resume(settings, run)
        return f"Run {run.id} goes on when its turn comes."
    if kind == ids.RUN_KEEP:
        run.finish_early()
        return f"Run {run.id} ends after this epoch; its best one is published."
    run.cancel()
    return f"Run {run.id} is asked to stop."


def _button(
    words: str, kind: str, run: Run, colour: str, off: bool = False
) -> dbc.Button:
    return dbc.Button(
        words,
        id={"type": kind, "index": run.id},
        size="sm",
        color=colour,
        outline=True,
        disabled=off,
    )
