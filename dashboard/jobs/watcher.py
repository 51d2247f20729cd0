"""What a training sees of its run and its run of it: events out, wishes in."""

import time
from typing import Any

from dashboard.jobs.clock import now
from dashboard.jobs.run import Run

LOOK_SECONDS = 0.2


class RunWatcher:
    """Follows a training for its run: events out, the wish to stop in."""

    def __init__(self, run: Run):
        self.run = run
        self._reported_at, self._publishing = now(), False
        self._stop, self._looked = False, -LOOK_SECONDS

    def report(self, kind: str, **values: Any) -> None:
        """Log an event; it also says that the training moves on."""
        self._reported_at, self._publishing = now(), kind == "publish"
        self.run.report(kind, **values)

    @property
    def last_report_at(self) -> str:
        """When it was known last that the training moves on.

        Publishing says nothing for minutes while all test images go through a graph; a
        living process is enough then.
        """
        return now() if self._publishing else self._reported_at

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
            # never back to False: another thread looks too, and SIGTERM may have come
            # between its look and this line
            if self.run.cancel_file.exists():
                self._stop = True
            # last: whoever finds that somebody has just looked also finds what was seen
            self._looked = time.monotonic()
        return self._stop

    def keep_asked(self) -> bool:
        """Whether to end after this epoch and keep the best one."""
        return self.run.keep_file.exists()
