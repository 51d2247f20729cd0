"""SIGTERM to a trainer: the first one asks it to stop, the second one ends it."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dashboard.jobs.watcher import LOOK_SECONDS, RunWatcher

# for the present batch to end and its state to be written; a stop takes 10 s at most
INSIST_SECONDS = 7.0
TERMINATED = 128 + signal.SIGTERM


@contextmanager
def terminable(watcher: RunWatcher) -> Iterator[Any]:
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
