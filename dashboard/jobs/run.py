"""One run, read from and written to its folder, the only truth about it: pages,
processes and restarts all come here. Finding and making folders is in folder.py; who
takes which run when is the queue's and the dispatcher's matter.

A folder holds request.json, status.json, events.jsonl, log.txt, run.lock (held by the
trainer for life), status.lock (one writer of the status at a time), `cancel`, and what
the training keeps to be published or continued: best.npz, resume.state and
corrections.json.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dashboard.errors import RunError
from dashboard.jobs import events
from dashboard.jobs.clock import now
from dashboard.jobs.lock import held, locked
from dashboard.jobs.request import Request
from dashboard.jobs.status import RESUMABLE, Status, with_process, without_process

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

    @property
    def best_file(self) -> Path:
        """Weights of the best epoch so far."""
        return self.folder / "best.npz"

    @property
    def state_file(self) -> Path:
        """From where the training can go on; the epoch before is beside it."""
        return self.folder / "resume.state"

    @property
    def corrections_file(self) -> Path:
        """Ids of the corrections that it learns from and is measured on, if any."""
        return self.folder / "corrections.json"

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

    def reopen(self) -> Status:
        """Begin another attempt at a run that ended without a version.

        The caller holds the run's lock, so a stored active state has no process.

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
            self.cancel_file.unlink(missing_ok=True)
            message = "Starting another attempt."
            return self._store(
                Status("starting", now(), message, attempt=old.attempt + 1)
            )

    def _store(self, status: Status) -> Status:
        """Every change is an event; the caller holds status.lock."""
        status.write(self.folder / "status.json")
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
        """One row per finished epoch; of one that was trained again, the last."""
        rows = events.of_kind(self.folder / "events.jsonl", "epoch")
        return list({row.get("epoch"): row for row in rows}.values())

    def trained(self) -> dict | None:
        """What the training reported when it was over, if it came to that."""
        found = events.newest(self.folder / "events.jsonl", ("trained",))
        return found[0] if found else None

    def drop_state(self) -> None:
        """Forget how to go on: the run is published."""
        for pattern in (self.state_file.name, f".{self.state_file.name}"):
            for path in self.folder.glob(f"{pattern}*"):
                path.unlink(missing_ok=True)

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
