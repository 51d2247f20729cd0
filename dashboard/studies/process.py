"""The process that leads a study: one round of its controller after another, under the
study's lock."""

import time
from collections.abc import Callable
from typing import Any

from dashboard.jobs import engine
from dashboard.jobs.lock import acquire
from dashboard.settings import Settings
from dashboard.studies.controller import Controller
from dashboard.studies.folder import Study

LOOK_SECONDS = 0.5


def main(
    settings: Settings,
    study: Study,
    *,
    serve_line: Callable[[Settings], Any] = engine.ensure,
    pause: Callable[[], None] = lambda: time.sleep(LOOK_SECONDS),
) -> bool:
    """Lead a study until it has ended or is paused.

    Args:
        serve_line: sees to it that waiting runs are started.

    Returns:
        False when another controller leads it, or there was nothing to do.
    """
    worked = False
    # whoever resumed it just before the lock was free saw it held and relied on us
    while not study.at_rest() and (lock := acquire(study.lock_file)):
        with lock:
            worked = True
            controller = Controller(settings, study, serve_line)
            while controller.round_or_wait():
                pause()
    return worked
