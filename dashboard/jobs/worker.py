"""What the trainer process does for its run: hold the lock, show that it lives, pass on
events, heed a cancel and write how it ended. What is trained is not known here."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dashboard.errors import LookbookError, RunError
from dashboard.jobs import ending
from dashboard.jobs.clock import now
from dashboard.jobs.lock import acquire, inherited
from dashboard.jobs.run import Run
from dashboard.jobs.status import identity

NICE = 10
HEARTBEAT_SECONDS = 5.0
LOOK_SECONDS = 0.2
# for the present batch to end and its state to be written; a stop takes 10 s at most
INSIST_SECONDS = 7.0
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

    @property
    def stopping(self) -> bool:
        """Whether a wish to stop was made already; `stop_asked` may see it later."""
        return self._stop or self.run.cancel_file.exists()

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
        message = ending.published(self.run, version)
        self.run.change("succeeded", version=version, message=message)

    def measured(self, accuracy: float) -> None:
        """The run was asked for its validation accuracy (0 to 1) and for no version."""
        words = f"Validation accuracy {accuracy:.2%}; not published, as asked."
        self.run.change("succeeded", message=words)

    def cancelled(self, message: str = "") -> None:
        """The training stopped because it was asked to."""
        message = message or ending.cancelled(self.run)
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
    """Let SIGTERM ask the block to stop, and a second one end it; yields a function
    that ends this mood."""
    over = threading.Event()

    def leave(number, frame):
        again = watcher.stopping
        watcher.stop()
        if again and not over.is_set():  # never while the end is being written
            over.set()
            raise SystemExit(TERMINATED)

    if threading.current_thread() is not threading.main_thread():
        yield over.set  # only the main thread may set handlers
        return
    before = signal.signal(signal.SIGTERM, leave)
    thread = threading.Thread(target=_insist, args=(watcher, over), daemon=True)
    thread.start()
    try:
        yield over.set
    finally:
        over.set()
        thread.join()
        signal.signal(signal.SIGTERM, before)


def _insist(watcher: RunWatcher, over: threading.Event) -> None:
    """End a block that does not come by to see that it should stop: it computes
    features, publishes, or has long batches."""
    while not watcher.stop_asked():
        if over.wait(LOOK_SECONDS):
            return
    if not over.wait(INSIST_SECONDS):
        # to the main thread by name, or a call it waits in would not be interrupted
        signal.pthread_kill(threading.main_thread().ident, signal.SIGTERM)


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
        try:
            _write_end(kept, error)
        except OSError:
            kept.run.make_room()
            _write_end(kept, error)
        if not isinstance(error, LookbookError):  # those are printed by who called
            print(kept.run.stored().message, file=sys.stderr)
    except (OSError, RunError) as trouble:
        # the lock goes free all the same: the run then reads as lost, which it is
        print(f"The end of run {kept.run.id} could not be written: {trouble}")


def _write_end(kept: Held, error: BaseException | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        kept.cancelled(f"Interrupted from the keyboard. {ending.cancelled(kept.run)}")
    elif _stopped(kept) and isinstance(error, SystemExit | None):
        kept.cancelled()
    else:
        kept.fail(ending.failed(kept.run, error))


def _stopped(kept: Held) -> bool:
    return kept.watcher.stop_asked() or kept.run.cancel_file.exists()
