"""The state of a run: what status.json stores and what follows from it together with
the kernel lock. Which process may make which change is not decided here."""

import json
import os
import socket
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import psutil

from dashboard import atomic
from dashboard.errors import RunError
from dashboard.jobs.clock import age

FINAL = ("succeeded", "failed", "cancelled", "lost")
RESUMABLE = ("cancelled", "failed", "lost")
ACTIVE = ("starting", "running", "cancelling", "stalled")  # stalled is never stored
# from the claim of a run until its trainer is born, with the run's lock in its hands
START_GRACE_SECONDS = 10.0
STALLED_SECONDS = 60.0
HEARTBEAT_OLD_SECONDS = 20.0
# two missed heartbeats and a little difference of the clocks
ELSEWHERE_SECONDS = 12.0


@dataclass(frozen=True)
class Status:
    """Where a run stands; moments are ISO text in UTC.

    Attributes:
        since: when this state began.
        message: a sentence for the person who asked for the run.
        version: "name/number" of what the run published.
        heartbeat: when the trainer process last showed that it lives.
        last_step_at: when the training itself last reported anything, or was at work.
    """

    state: str
    since: str
    message: str = ""
    version: str | None = None
    pid: int | None = None
    pid_created: float | None = None
    boot_id: str | None = None
    host: str | None = None
    heartbeat: str | None = None
    last_step_at: str | None = None
    attempt: int = 1

    @property
    def final(self) -> bool:
        """Whether the run is over."""
        return self.state in FINAL

    @property
    def active(self) -> bool:
        """Whether the run takes one of the places for trainings."""
        return self.state in ACTIVE

    def write(self, path: Path) -> None:
        """Replace the stored status in one step."""
        atomic.write_json(path, asdict(self), "status")

    @classmethod
    def read(cls, path: Path) -> "Status":
        """Load the stored status.

        Raises:
            RunError: the file is missing or is no status.
        """
        try:
            values = json.loads(path.read_bytes())
            status = cls(**{f.name: values[f.name] for f in fields(cls)})
            age(status.since)
            return status
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RunError(
                f"Expected the status of a run in {path}. Received: {error!r}. Delete "
                "the run's folder and train again."
            ) from error


def without_process(status: Status) -> Status:
    """What a stored active status means when nobody holds the run's lock."""
    if status.pid is None and age(status.since) < START_GRACE_SECONDS:
        return status
    if _seen_elsewhere(status):
        return with_process(status)
    if status.state == "cancelling":
        message = "Cancelled; the training process ended without a word."
        return replace(status, state="cancelled", message=message)
    message = "The training process ended without a result."
    return replace(status, state="lost", message=message)


def _seen_elsewhere(status: Status) -> bool:
    """Whether another host's process has shown a moment ago that it lives.

    Some shared file systems keep locks to the host that took them: a free lock is a
    death on the own host only.
    """
    here = {"boot_id": status.boot_id, "host": status.host} == _machine()
    if status.pid is None or here or not status.heartbeat:
        return False
    return age(status.heartbeat) < ELSEWHERE_SECONDS


def with_process(status: Status) -> Status:
    """What a stored active status means when the lock is held: perhaps stalled."""
    if status.state not in ("starting", "running"):
        return status
    if _stopped(status):
        message = f"Its process was stopped; `kill -CONT {status.pid}` lets it go on."
        return replace(status, state="stalled", message=message)
    quiet = age(status.last_step_at or status.since)
    beat = age(status.heartbeat) if status.heartbeat else 0.0
    if quiet < STALLED_SECONDS and min(quiet, beat) < HEARTBEAT_OLD_SECONDS:
        return status
    message = f"The training has done nothing for {quiet:.0f} s."
    if beat > HEARTBEAT_OLD_SECONDS:
        message += " Its process is alive and stands still; is it stopped?"
    return replace(status, state="stalled", message=message)


def _stopped(status: Status) -> bool:
    process = process_of(status)
    try:
        return process is not None and process.status() == psutil.STATUS_STOPPED
    except psutil.Error:  # it ended this moment
        return False


def identity() -> dict:
    """The status fields that name this very process, beyond reuse of its pid."""
    me = psutil.Process()
    return {"pid": me.pid, "pid_created": me.create_time(), **_machine()}


def process_of(status: Status) -> psutil.Process | None:
    """The process that `status` names, or None when that one is gone or elsewhere."""
    if status.pid is None or status.pid_created is None:
        return None
    if {"boot_id": status.boot_id, "host": status.host} != _machine():
        return None
    try:
        process = psutil.Process(status.pid)
        same = abs(process.create_time() - status.pid_created) < 1
    except psutil.Error:
        return None
    return process if same else None


def _machine() -> dict:
    try:
        boot_id = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        boot_id = os.name
    return {"boot_id": boot_id, "host": socket.gethostname()}
