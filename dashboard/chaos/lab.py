"""Where a scenario takes place: temporary folders of its own, a gate that keeps
stand-in trainers at work, and an end for every process that was started."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dashboard.chaos.outcome import BrokenError
from dashboard.jobs.folder import list_runs
from dashboard.jobs.lock import FileLock, acquire, held
from dashboard.jobs.queue import submit
from dashboard.jobs.request import Request
from dashboard.jobs.run import Run
from dashboard.jobs.status import process_of
from dashboard.settings import ROOT, Settings

GATE = "LOOKBOOK_CHAOS_GATE"  # the variable that names the gate
LOOK_SECONDS = 0.01
PATIENCE = 120.0  # seconds after which something that should happen is missed
END_SECONDS = 20.0


@dataclass
class Lab:
    """One scenario's place.

    Attributes:
        real: the caller's own settings; only the dataset and the store are read.
        settings: those of every process here.
        times: how often to try.
        chance: the same for the same seed.
    """

    real: Settings
    settings: Settings
    times: int
    chance: random.Random
    gate: FileLock
    children: list[subprocess.Popen] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Everything of this scenario lies below it."""
        return self.settings.runs.parent

    def start(
        self, *words: str, prefix: Sequence[str] = (), **environ: str
    ) -> subprocess.Popen:
        """Start `python -m WORDS` on the lab's settings, its input and output piped.

        Args:
            prefix: what comes before `python` in the command line.
        """
        variables = os.environ | self.settings.environment() | environ
        child = subprocess.Popen(
            [*prefix, sys.executable, "-m", *words],
            cwd=ROOT,
            env=variables | {GATE: str(self.folder / "gate")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.children.append(child)
        return child

    def stand_in(self, *words: str, **environ: str) -> subprocess.Popen:
        """Start a role of dashboard.chaos.stand_in."""
        return self.start("dashboard.chaos.stand_in", *words, **environ)

    def submit(self, name: str = "gated", **changes: Any) -> Run:
        """Put a run in the line, each by another user; see stand_in.py for names."""
        token = f"{self.chance.getrandbits(64):x}"
        values = {"recipe": {}, "start": None, "created_by": f"user {token}"}
        request = Request(**{**values, "name": name, "token": token, **changes})
        return submit(self.settings, request)

    def running(self, name: str = "gated") -> Run:
        """Submit a run and see it trained."""
        run = self.submit(name)
        until(lambda: run.status().state == "running", "the run to begin")
        return run

    def open_gate(self) -> None:
        """Let the trainings come to their end."""
        self.gate.release()

    def close_gate(self) -> None:
        """Keep trainings at work again."""
        self.gate = acquire(self.folder / "gate")

    def end(self) -> None:
        """End what was started, politely first."""
        self.gate.release()
        runs = list_runs(self.settings)
        for run in runs:
            run.cancel()
        for run in runs:
            _let_go(run)
        for child in self.children:
            child.kill()
            child.communicate()
        # one that was noticed to be missing is nobody's child and leaves by itself
        _until_free(self.settings.runs / "dispatcher.lock")


@contextmanager
def lab(real: Settings, times: int, seed: str) -> Iterator[Lab]:
    """A lab for the length of the block."""
    with tempfile.TemporaryDirectory(prefix="lookbook-chaos-") as name:
        folder = Path(name)
        settings = replace(
            real,
            store=folder / "store",
            runs=folder / "runs",
            concurrency=1,
            redis_url=None,  # promises of this machine's engine, if not of Redis
        )
        settings.runs.mkdir()
        gate = acquire(folder / "gate")
        place = Lab(real, settings, times, random.Random(seed), gate)
        try:
            yield place
        finally:
            place.end()


def until(condition: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """The first true value of a condition.

    Raises:
        BrokenError: it stayed false for `seconds`.
    """
    end = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > end:
            raise BrokenError(f"Waited {seconds:g} s in vain for {what}.")
        time.sleep(LOOK_SECONDS)
    return value


def _let_go(run: Run) -> None:
    if not _until_free(run.lock_file) and (process := process_of(run.stored())):
        process.send_signal(signal.SIGKILL)


def _until_free(lock: Path) -> bool:
    try:
        return until(lambda: not held(lock), f"{lock.name} to be free", END_SECONDS)
    except BrokenError:
        return False
