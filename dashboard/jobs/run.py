"""One run, read from and written to its folder, the only truth about it: pages,
processes and restarts all come here. Finding and making folders is in folder.py, what
lies in one in files.py, what its events say in history.py; who takes which run when is
the queue's and the dispatcher's matter.
"""

from dataclasses import dataclass, replace
from typing import Any

from dashboard import atomic
from dashboard.crash_points import reach
from dashboard.errors import RunError
from dashboard.jobs.clock import now
from dashboard.jobs.history import RunHistory
from dashboard.jobs.lock import held, locked
from dashboard.jobs.request import Request
from dashboard.jobs.status import RESUMABLE, Status, with_process, without_process


@dataclass(frozen=True)
class Run(RunHistory):
    """One run: its folder and what was asked; everything else is read when asked."""

    request: Request

    def stored(self) -> Status:
        """The status as written last, without asking the kernel."""
        return Status.read(self.folder / "status.json")

    def status(self) -> Status:
        """The status as it is: a run without a living process is not running."""
        status = self.stored()
        if not status.active:
            return status
        if held(self.lock_file):
            return with_process(status)
        # the trainer writes its end before it frees the lock: read once more
        status = self.stored()
        return without_process(status) if status.active else status

    def change(
        self,
        state: str,
        *,
        only_from: tuple[str, ...] = (),
        of_attempt: int | None = None,
        **values: Any,
    ) -> Status:
        """Go to another state and log it as an event.

        Raises:
            RunError: the run is over, in none of the states `only_from`, or at another
                attempt than `of_attempt`.
        """
        with locked(self.folder / "status.lock"):
            old = self.stored()
            stale = of_attempt not in (None, old.attempt)
            if old.final or stale or (only_from and old.state not in only_from):
                raise RunError(
                    f"Expected run {self.id} to be {_any(only_from)}. Received: state="
                    f"{old.state!r}. Start a new run for another try."
                )
            return self._store(replace(old, state=state, since=now(), **values))

    def reopen(self, state: str = "starting") -> Status:
        """Begin another attempt at a run that ended without a version.

        The caller holds the run's lock, so a stored active state has no process.

        Args:
            state: "queued" to wait in the line for it.

        Raises:
            RunError: it has not ended, or it has published a version.
        """
        with locked(self.folder / "status.lock"):
            old = self.stored()
            ended = without_process(old) if old.active else old
            if ended.state not in RESUMABLE:
                raise RunError(
                    f"Expected run {self.id} to be {_any(RESUMABLE)}. Received: state="
                    f"{ended.state!r}. Wait for its end, or start a new run."
                )
            if not old.final:  # an end that nobody was left to write
                self._store(replace(ended, since=now()))
            for wish in (self.cancel_file, self.keep_file):
                wish.unlink(missing_ok=True)
            atomic.sweep(self.folder)
            message = "Waiting to go on." if state == "queued" else "Going on."
            return self._store(Status(state, now(), message, attempt=old.attempt + 1))

    def _store(self, status: Status) -> Status:
        """Every change is an event; the caller holds status.lock."""
        status.write(self.folder / "status.json")
        reach("status-unlogged")
        self.report(
            "state",
            state=status.state,
            message=status.message,
            attempt=status.attempt,
        )
        return status

    def touch(self, **values: Any) -> None:
        """Update fields beside the state, unless the run is over."""
        with locked(self.folder / "status.lock"):
            status = self.stored()
            if not status.final:
                replace(status, **values).write(self.folder / "status.json")

    def cancel(self) -> None:
        """Ask to stop; a waiting run is cancelled at once, a finished one stays."""
        if self.status().final:
            return
        if not self.cancel_file.exists():  # its time says since when
            self.cancel_file.touch()
        try:
            self.change("cancelled", only_from=("queued",), message="Cancelled.")
        except RunError:
            self._cancel_active()

    def _cancel_active(self) -> None:
        message = "Stopping at the next batch."
        try:
            self.change(
                "cancelling", only_from=("starting", "running"), message=message
            )
        except RunError:
            pass  # it ended meanwhile, or is being cancelled already

    def finish_early(self) -> None:
        """Ask to end after the current epoch and to publish the best one.

        Raises:
            RunError: it is not being trained, so there is nothing to keep.
        """
        state = self.status().state
        if state not in ("starting", "running", "stalled"):
            why = "nothing to keep yet" if state == "queued" else "no training to end"
            raise RunError(
                f"Expected run {self.id} to be training. Received: state={state!r}, "
                f"{why}. Cancel it if it waits, go on with it if it has no version."
            )
        if not self.keep_file.exists():  # asked twice is asked once
            self.keep_file.touch()
            self.report("keep")
        self.touch(message="Ending after this epoch; the best one is published then.")


def _any(states: tuple[str, ...]) -> str:
    return " or ".join(states) or "unfinished"
