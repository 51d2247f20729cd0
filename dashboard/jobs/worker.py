"""What the trainer process does for its run: hold the lock, show that it lives, pass on
events, heed a cancel and write how it ended. What is trained is not known here."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dashboard.errors import RunError
from dashboard.jobs import ending
from dashboard.jobs.clock import now
from dashboard.jobs.lock import acquire, inherited
from dashboard.jobs.run import Run
from dashboard.jobs.status import identity

NICE = 10
HEARTBEAT_SECONDS = 5.0
LOOK_SECONDS = 0.2
TERMINATED = 128 + signal.SIGTERM


class RunWatcher:
    """Follows a training for its run: events out, the wish to stop in."""

    def __init__(self, run: Run):
        self.run = run
        self.last_report_at = now()
        self._stop, self._looked = False, -LOOK_SECONDS

    def report(self, kind: str, **values: Any) -> None:
        """Log an event; it also says that the training moves on."""
        self.last_report_at = now()
        self.run.report(kind, **values)

    def stop(self) -> None:
        """Ask to stop from inside the process."""
        self._stop = True

    def stop_asked(self) -> bool:
        """Whether to stop; cheap enough for every batch."""
        if not self._stop and time.monotonic() - self._looked >= LOOK_SECONDS:
            self._looked = time.monotonic()
            self._stop = self.run.cancel_file.exists()
        return self._stop

    def keep_asked(self) -> bool:
        """Whether to end after this epoch and keep the best one."""
        return self.run.keep_file.exists()


class Held:
    """A run in the hands of this process; say how it ended before letting go."""

    def __init__(self, run: Run):
        self.run, self.watcher = run, RunWatcher(run)

    def succeed(self, version: str) -> None:
        """The run published `version`, a "name/number"."""
        self.run.change("succeeded", version=version, message=f"Published {version}.")

    def measured(self, accuracy: float) -> None:
        """The run was asked for its validation accuracy (0 to 1) and for no version."""
        words = f"Validation accuracy {accuracy:.2%}; not published, as asked."
        self.run.change("succeeded", message=words)

    def cancelled(self, message: str = "Cancelled.") -> None:
        """The training stopped because it was asked to."""
        self.run.change("cancelled", message=message)

    def fail(self, message: str) -> None:
        """The training could not be finished."""
        self.run.change("failed", message=message)


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
        with _terminable(kept.watcher) as calm, _heartbeat(kept.watcher):
            try:
                yield kept
            except BaseException as error:
                calm()
                _close(kept, error)
                raise
            calm()
            _close(kept, None)


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
def _terminable(watcher: RunWatcher) -> Iterator[Any]:
    """Let SIGTERM end the block once; yields a function that ends this mood."""
    wanted = threading.Event()

    def leave(number, frame):
        watcher.stop()
        if not wanted.is_set():  # never while the end is being written
            wanted.set()
            raise SystemExit(TERMINATED)

    if threading.current_thread() is not threading.main_thread():
        yield wanted.set  # only the main thread may set handlers
        return
    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield wanted.set
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _heartbeat(watcher: RunWatcher) -> Iterator[None]:
    done = threading.Event()

    def beat():
        while not done.wait(HEARTBEAT_SECONDS):
            try:
                watcher.run.touch(heartbeat=now(), last_step_at=watcher.last_report_at)
            except (OSError, RunError):
                pass  # a full disk must not silence the heartbeat for ever

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _close(kept: Held, error: BaseException | None) -> None:
    """Write the end of the run, unless the block has done so."""
    try:
        if kept.run.stored().final:
            return
        if isinstance(error, KeyboardInterrupt):
            kept.cancelled("Interrupted from the keyboard.")
        elif _stopped(kept) and isinstance(error, SystemExit | None):
            kept.cancelled()
        else:
            kept.fail(ending.sentence(kept.run, error))
    except (OSError, RunError) as trouble:
        # the lock goes free all the same: the run then reads as lost, which it is
        print(f"The end of run {kept.run.id} could not be written: {trouble}")


def _stopped(kept: Held) -> bool:
    return kept.watcher.stop_asked() or kept.run.cancel_file.exists()
