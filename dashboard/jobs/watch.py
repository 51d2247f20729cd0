"""Following a run from outside, for a background callback or a terminal. It only reads:
killing a watcher changes nothing."""

from collections.abc import Callable

from dashboard.jobs import outlook
from dashboard.jobs.doing import said
from dashboard.jobs.run import Run
from dashboard.jobs.status import Status

SHOWN = (
    "epoch",
    "step",
    "steps",
    "loss",
    "accuracy",
    "validation_accuracy",
    "images_per_second",
)


def watch(run: Run, show: Callable[[dict], None], pause: Callable[[], None]) -> Status:
    """Show the progress again and again until the run is over.

    Args:
        pause: waits between two looks.
    """
    while True:
        status = run.status()
        show(snapshot(run, status))
        if status.final:
            return status
        pause()


def snapshot(run: Run, status: Status) -> dict:
    """State and progress as one flat dict; what is not known yet is None."""
    progress = run.progress()
    recipe = run.request.recipe
    return {
        "state": status.state,
        # events count the epochs of one phase; a person wants those of both
        "epochs": recipe.get("head_epochs", 0) + recipe.get("epochs", 0),
        **{name: progress.get(name) for name in SHOWN},
        "seconds_left": outlook.seconds_left(run, status),
        "message": said(run, status),
        "version": status.version,
    }
