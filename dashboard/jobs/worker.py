"""What the trainer process does for its run: hold the lock and show that it lives. What
is trained is not known here; a wish to end it is in termination.py, its end in held.py.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from dashboard.errors import RunError
from dashboard.jobs.clock import now
from dashboard.jobs.held import Held, close
from dashboard.jobs.life import Life
from dashboard.jobs.lock import acquire, inherited
from dashboard.jobs.run import Run
from dashboard.jobs.status import identity
from dashboard.jobs.termination import terminable
from dashboard.jobs.watcher import RunWatcher

NICE = 10
HEARTBEAT_SECONDS = 5.0


@contextmanager
def hold(run: Run, again: bool = False) -> Iterator[Held]:
    """Be the trainer of `run` for the length of the block; exceptions pass through.

    Args:
        again: it ended without a version and gets another attempt.

    Raises:
        RunError: another process trains the run, or it is over.
    """
    lock = inherited(run.lock_file) or acquire(run.lock_file)
    if lock is None:
        raise RunError(
            f"Expected nobody to train run {run.id}. Received: {run.lock_file} is held "
            "by a living process. Follow that run, or start a new one."
        )
    with lock:
        if again:
            run.reopen()
        _begin(run)
        kept = Held(run)
        with terminable(kept.watcher) as calm, _heartbeat(kept.watcher):
            try:
                yield kept
            except BaseException as error:
                calm()
                close(kept, error)
                raise
            calm()
            close(kept, None)


def _begin(run: Run) -> None:
    lowest = max(NICE, os.getpriority(os.PRIO_PROCESS, 0))
    os.setpriority(os.PRIO_PROCESS, 0, lowest)
    # cancelled before it began: the block sees that at its first stop_asked()
    cancelled = run.cancel_file.exists()
    run.change(
        "cancelling" if cancelled else "running",
        only_from=("queued", "starting", "cancelling"),
        message="Stopping." if cancelled else "Training.",
        heartbeat=now(),
        last_step_at=now(),
        **identity(),
    )


@contextmanager
def _heartbeat(watcher: RunWatcher) -> Iterator[None]:
    done = threading.Event()

    life = Life(watcher)

    def beat():
        while not done.wait(HEARTBEAT_SECONDS):
            try:
                watcher.run.touch(heartbeat=now(), last_step_at=life.moved_at())
            except (OSError, RunError):
                pass  # a full disk must not silence the heartbeat for ever

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
