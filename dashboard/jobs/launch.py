"""Starting processes: always a fresh interpreter, never a fork of one that may have
threads or TensorFlow in it. When to start which is the dispatcher's."""

import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any, BinaryIO

from dashboard.jobs.lock import INHERITED, acquire
from dashboard.jobs.run import Run
from dashboard.settings import ROOT, Settings

QUIET_TENSORFLOW = {"TF_CPP_MIN_LOG_LEVEL": "2"}


def train_command(run: Run) -> list[str]:
    """The command that trains a run."""
    return [sys.executable, "-m", "dashboard", "train", "--run", run.id]


def dispatch_command() -> list[str]:
    """The command that serves the line of waiting runs."""
    return [sys.executable, "-m", "dashboard", "dispatch"]


def neighbours_command(ref: str) -> list[str]:
    """The command that prepares the nearest training images of a version."""
    return [sys.executable, "-m", "dashboard", "neighbours", "--model", ref]


def start(settings: Settings, run: Run, command: list[str]) -> subprocess.Popen:
    """Start a trainer that outlives this process; its output goes to the run's log.

    It is born with the run's lock. However long its imports take on a busy machine, it
    counts as alive, and as dead the moment it dies.
    """
    lock = acquire(run.lock_file)
    with lock or nullcontext(), open(run.log_file, "ab") as log:
        apart = _apart(settings, log)
        if lock:  # else another trainer of this run lives, which the new one will say
            apart["env"][INHERITED] = str(lock.fileno())
            apart["pass_fds"] = (lock.fileno(),)
        return subprocess.Popen(command, **apart)


def detach(settings: Settings, command: list[str], log_file: Path) -> None:
    """Start a process that is nobody's child.

    Dash ends a background callback together with all its descendants, so a plain child
    started from one would die with it. The shell starts the command and is gone.
    """
    with open(log_file, "ab") as log:
        shell = ["/bin/sh", "-c", '"$@" &', "sh", *command]
        subprocess.run(shell, check=True, **_apart(settings, log))


def _apart(settings: Settings, log: BinaryIO) -> dict[str, Any]:
    """How a process is started that shares nothing with this one but the settings."""
    return {
        "cwd": ROOT,
        "env": environment(settings),
        "stdin": subprocess.DEVNULL,
        "stdout": log,
        "stderr": subprocess.STDOUT,
        "start_new_session": True,
        "close_fds": True,
    }


def environment(settings: Settings) -> dict[str, str]:
    """The variables of a child process with the same settings."""
    return {**os.environ, **settings.environment(), **QUIET_TENSORFLOW}
