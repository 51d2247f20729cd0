"""Telling how far a long computation without steps is. Nothing here needs Keras."""

import time
from collections.abc import Iterable, Iterator

import numpy as np

TOLD_SECONDS = 1.0


def told(
    parts: Iterable[np.ndarray],
    first: int,
    rows: int,
    watcher,
    kind: str = "computing",
    **facts,
) -> Iterator[np.ndarray]:
    """The same parts of an array, while the watcher hears of them now and then.

    Args:
        parts: arrays [n, ...], the rows from `first` on.
        rows: of the whole array.
        kind: of the event.
        facts: what it says beside "done" and "rows".
    """
    done, last = first, time.monotonic()
    for part in parts:
        yield part
        done += len(part)
        if time.monotonic() - last >= TOLD_SECONDS:
            last = time.monotonic()
            watcher.report(kind, done=done, rows=rows, **facts)
