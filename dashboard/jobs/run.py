"""One run, read from and written to its folder, the only truth about it: pages,
processes and restarts all come here. Finding and making folders is in folder.py; who
takes which run when is the queue's and the dispatcher's matter.

A folder holds request.json, status.json, events.jsonl, log.txt, run.lock (held by the
trainer for life), status.lock (one writer of the status at a time) and `cancel`.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dashboard.errors import RunError
from dashboard.jobs import events
from dashboard.jobs.clock import now
from dashboard.jobs.lock import held, locked
from dashboard.jobs.request import Request
from dashboard.jobs.status import Status, with_process, without_process

LOG_TAIL_BYTES = 64 << 10


@dataclass(frozen=True)
class Run:
    """One run: its folder and what was asked; everything else is read when asked."""

    id: str
    folder: Path
    request: Request

    @property
    def lock_file(self) -> Path:
        """Held by the trainer process as long as it lives."""
        return self.folder / "run.lock"

    @property
    def cancel_file(self) -> Path:
        """There when somebody asked to stop; its time is when."""
        return self.folder / "cancel"

    @property
    def log_file(self) -> Path:
        """What the trainer process printed."""
        return self.folder / "log.txt"

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
        self, state: str, *, only_from: tuple[str, ...] = (), **values: Any
    ) -> Status:
        """Go to another state and log it as an event.

        Raises:
            RunError: the run is over, or in none of the states `only_from`.
        """
        with locked(self.folder / "status.lock"):
            old = self.stored()
            if old.final or (only_from and old.state not in only_from):
                raise RunError(
                    f"Expected run {self.id} to be {_any(only_from)}. Received: state="
                    f"{old.state!r}. Start a new run for another try."
                )
            status = replace(old, state=state, since=now(), **values)
            status.write(self.folder / "status.json")
            self.report("state", state=state, message=status.message)
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

    def report(self, kind: str, **values: Any) -> None:
        """Append an event."""
        events.append(self.folder / "events.jsonl", kind, **values)

    def events(self, after: int = 0) -> list[dict]:
        """Events with a greater `seq`, in order."""
        return events.after(self.folder / "events.jsonl", after)

    def progress(self) -> dict:
        """The newest values of the training's phase, step and epoch events."""
        merged: dict = {}
        kinds = ("phase", "step", "epoch")
        for event in events.newest(self.folder / "events.jsonl", kinds):
            merged.update(event)
        return merged

    def history(self) -> list[dict]:
        """One row per finished epoch."""
        return events.of_kind(self.folder / "events.jsonl", "epoch")

    def log_tail(self, n: int = 40) -> list[str]:
        """The last lines the trainer printed."""
        try:
            with open(self.log_file, "rb") as file:
                size = file.seek(0, 2)
                file.seek(max(0, size - LOG_TAIL_BYTES))
                text = file.read().decode(errors="replace")
        except FileNotFoundError:
            return []
        return text.splitlines()[-n:]


def _any(states: tuple[str, ...]) -> str:
    return " or ".join(states) or "unfinished"
