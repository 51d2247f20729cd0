"""What the dispatcher does in one round: start waiting runs, write the end of dead
ones, insist on cancels. How long it goes on is in dispatcher.py."""

import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable

import psutil

from dashboard import atomic
from dashboard.errors import RunError
from dashboard.jobs import ending, launch, queue
from dashboard.jobs.clock import age, now
from dashboard.jobs.folder import list_runs
from dashboard.jobs.lock import held
from dashboard.jobs.run import Run
from dashboard.jobs.status import Status, process_of
from dashboard.settings import Settings

HEARTBEAT_SECONDS = 5.0
TERM_SECONDS = 10.0
KILL_SECONDS = 30.0
EXIT_SECONDS = 1.0
LOG_LINES = 8
log = logging.getLogger(__name__)

Command = Callable[[Run], list[str]]


class Rounds:
    """One round after another over the unfinished runs.

    Args:
        yield_seconds: for so long after its last heartbeat a dead run is left to
            whoever started its trainer, who can say how that ended.
    """

    def __init__(
        self,
        settings: Settings,
        command: Command = launch.train_command,
        yield_seconds: float = 0.0,
    ):
        self.settings, self.command = settings, command
        self.yield_seconds = yield_seconds
        self.children: dict[str, subprocess.Popen] = {}
        # by id, when the end was written: opened again only if that has changed
        self._finished: dict[str, tuple[int, int]] = {}
        self._signalled: set[tuple[str, int]] = set()
        self._beat = -HEARTBEAT_SECONDS

    def round(self) -> bool:
        """Do what is due; whether any run waits or is active."""
        runs = self.look_after()
        active = sum(run.status().active for run in runs)
        while active < self.settings.concurrency and self.start_next(runs):
            active += 1
        self._write_heartbeat(len(runs), active)
        return bool(runs)

    def look_after(self) -> list[Run]:
        """Write the end of dead runs and insist on cancels; what is unfinished then."""
        codes = self._reap()
        for run in self._unfinished():
            self._reconcile(run, codes)
            self._insist(run)
        return self._unfinished()

    def _unfinished(self) -> list[Run]:
        over = {i for i, moment in self._finished.items() if self._written(i) == moment}
        unfinished = []
        for run in list_runs(self.settings, over):
            moment = self._written(run.id)
            if run.stored().final:
                self._finished[run.id] = moment
            else:
                unfinished.append(run)
        return unfinished

    def _written(self, run_id: str) -> tuple[int, int]:
        try:
            found = (self.settings.runs / run_id / "status.json").stat()
        except OSError:
            return 0, 0  # its folder was deleted
        # two changes within one tick of the clock are still two files
        return found.st_mtime_ns, found.st_ino

    def _reap(self) -> dict[str, int]:
        codes = {id_: child.poll() for id_, child in self.children.items()}
        ended = {id_: code for id_, code in codes.items() if code is not None}
        for id_ in ended:
            del self.children[id_]
        return ended

    def _reconcile(self, run: Run, codes: dict[str, int]) -> None:
        """Write the end that a dead trainer could not write itself."""
        status = run.status()
        if run.id in codes and status.active and not held(run.lock_file):
            asked = run.cancel_file.exists()  # no need to sit out the start grace
            state = "cancelled" if asked else "lost"
            self._end(run, state, status.attempt, codes[run.id])
        elif status.final and (run.id in codes or not self._is_anothers(run, status)):
            self._end(run, status.state, status.attempt, self._code(run, codes))

    def _is_anothers(self, run: Run, status: Status) -> bool:
        if run.id in self.children:
            return False
        return age(status.heartbeat or status.since) < self.yield_seconds

    def _code(self, run: Run, codes: dict[str, int]) -> int | None:
        """How the trainer ended; its lock goes free a moment before that is known."""
        child = self.children.get(run.id)
        if child is None:
            return codes.get(run.id)
        try:
            return child.wait(EXIT_SECONDS)
        except subprocess.TimeoutExpired:
            return None

    def _end(self, run: Run, state: str, attempt: int, code: int | None) -> None:
        message = "Cancelled; the training process was ended."
        if state == "lost":
            message = ending.lost(code)
            if lines := run.log_tail(LOG_LINES):
                message += " Its last lines:\n" + "\n".join(lines)
        try:
            run.change(state, of_attempt=attempt, message=message)
        except RunError as error:  # it wrote its own end meanwhile, or goes on again
            log.info("%s", error)

    def _insist(self, run: Run) -> None:
        """SIGTERM, later SIGKILL, for a trainer that does not heed a cancel."""
        status = run.status()
        if not status.active or not run.cancel_file.exists():
            return
        waited = time.time() - run.cancel_file.stat().st_mtime
        number = signal.SIGKILL if waited > KILL_SECONDS else signal.SIGTERM
        if waited <= TERM_SECONDS or (run.id, number) in self._signalled:
            return
        if target := process_of(status) or self.children.get(run.id):
            self._signalled.add((run.id, number))
            log.warning("Run %s: signal %d after %.0f s", run.id, number, waited)
            try:
                target.send_signal(number)
            except psutil.NoSuchProcess:
                pass  # the end that was wanted

    def start_next(self, runs: list[Run] | None = None) -> bool:
        """Start the first that waits; whether one waited."""
        # counted again: a warm trainer may have taken its study's next trial meanwhile
        run = queue.claim_next(
            self.settings, runs, lambda _: queue.room_here(self.settings)
        )
        if run is None:
            return False
        try:
            child = launch.start(self.settings, run, self.command(run))
        except OSError as error:
            run.change(
                "failed",
                message=f"Expected the trainer to start. Received: {error}. Free memory"
                " or end other programs, then train again.",
            )
        else:
            self.children[run.id] = child
        return True

    def _write_heartbeat(self, unfinished: int, active: int) -> None:
        if time.monotonic() - self._beat < HEARTBEAT_SECONDS:
            return
        self._beat = time.monotonic()
        values = {"pid": os.getpid(), "heartbeat": now(), "active": active}
        values["waiting"] = unfinished - active
        atomic.write_json(self.settings.runs / "dispatcher.json", values)
