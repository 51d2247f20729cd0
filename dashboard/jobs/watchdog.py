"""What whoever sees an unfinished run does about it: have somebody serve the runs.

That a run is lost follows from its lock, so every reader sees it at once and alike. It
is written down by the one who serves the line, with the dead trainer's last words: one
writer, and nothing for two pages to disagree about. Therefore pages and commands only
see to it that there is one, also for a run that does not wait but goes on or is lost.
"""

import time
from collections.abc import Iterable

from dashboard.jobs import engine
from dashboard.jobs.lock import acquire
from dashboard.jobs.run import Run
from dashboard.settings import Settings

# a new one needs a moment, on a busy machine seconds, until it shows that it is there
RESTART_SECONDS = 10.0


def notice(settings: Settings, runs: Iterable[Run]) -> bool:
    """Start who serves the runs, if one of them is unfinished and nobody does.

    Never by a fork: it is a new process that is nobody's child. Of many who notice at
    once, one starts it, and none again within RESTART_SECONDS.

    Returns:
        Whether something was started.
    """
    if all(run.stored().final for run in runs):
        return False
    lock = acquire(settings.runs / "watchdog.lock", 0)
    if lock is None:  # another one is at it
        return False
    with lock:
        mark = settings.runs / "dispatcher.started"
        if mark.exists() and abs(time.time() - mark.stat().st_mtime) < RESTART_SECONDS:
            return False
        started = engine.ensure(settings)
        if started:
            mark.touch()
        return started
