"""A run in the hands of its trainer, and the end that is written for it."""

import sys

from dashboard.errors import LookbookError, RunError
from dashboard.jobs import ending
from dashboard.jobs.run import Run
from dashboard.jobs.watcher import RunWatcher


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


def close(kept: Held, error: BaseException | None) -> None:
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
