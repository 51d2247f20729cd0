"""Whether a trainer that reports nothing is at work. It computes features, compiles,
validates and exports for minutes without a word where the network is large or the
machine slow; one that hangs uses no processor."""

import time

from dashboard.jobs.clock import age, now
from dashboard.jobs.watcher import RunWatcher

# between two looks, 5 s apart; what only looks after a run uses a tenth of it
LEAST_WORK_SECONDS = 0.05
# work without a word for so long goes round in circles
LONGEST_QUIET_SECONDS = 900.0


class Life:
    """When this process last moved on with a run."""

    def __init__(self, watcher: RunWatcher):
        self._watcher, self._worked_at = watcher, watcher.last_report_at
        self._spent = time.process_time()

    def moved_at(self) -> str:
        """The moment of its last report, or of this look if it has worked since the
        one before."""
        before, self._spent = self._spent, time.process_time()
        reported = self._watcher.last_report_at
        worked = self._spent - before >= LEAST_WORK_SECONDS
        if worked and age(reported) < LONGEST_QUIET_SECONDS:
            self._worked_at = now()
        return max(reported, self._worked_at)
