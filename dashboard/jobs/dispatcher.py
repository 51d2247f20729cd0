"""The process that serves the line of runs for as long as there is work. It holds
nothing that is not in the run folders: killed at any point, the next one goes on from
there, and the trainings it started never notice."""

import logging
import time
from collections.abc import Callable

from dashboard.errors import RunError
from dashboard.jobs import launch, queue
from dashboard.jobs.folder import list_runs
from dashboard.jobs.lock import acquire, held
from dashboard.jobs.rounds import Command, Rounds
from dashboard.settings import Settings

LOOP_SECONDS = 0.5
log = logging.getLogger(__name__)


def main(
    settings: Settings,
    idle_seconds: float = 60.0,
    *,
    command: Command = launch.train_command,
    pause: Callable[[], None] = lambda: time.sleep(LOOP_SECONDS),
) -> bool:
    """Serve the line until nothing is left for `idle_seconds`.

    Returns:
        False when another dispatcher is at work and this one had nothing to do.
    """
    settings.runs.mkdir(parents=True, exist_ok=True)
    worked = False
    while lock := acquire(settings.runs / "dispatcher.lock"):
        with lock:
            worked = True
            _serve(Rounds(settings, command), idle_seconds, pause)
        # whoever submitted just before the lock was free saw it held and relied on us
        if not queue.line(list_runs(settings)):
            break
    return worked


def ensure(settings: Settings, command: list[str] | None = None) -> bool:
    """Start a dispatcher unless one is at work; two starts are harmless.

    Returns:
        Whether one was started.
    """
    settings.runs.mkdir(parents=True, exist_ok=True)
    if held(settings.runs / "dispatcher.lock"):
        return False
    log_file = settings.runs / "dispatcher.log"
    launch.detach(settings, command or launch.dispatch_command(), log_file)
    return True


def _serve(rounds: Rounds, idle_seconds: float, pause: Callable[[], None]) -> None:
    busy = time.monotonic()
    while True:
        try:
            if rounds.round():
                busy = time.monotonic()
        except (OSError, RunError):  # a full disk passes; the line must go on
            log.exception("A round failed; trying again")
        if time.monotonic() - busy > idle_seconds:
            return
        pause()
