"""Measurements that need TensorFlow run in a process of their own, so that it enters
neither this one nor the figures of the next."""

import json
import os
import subprocess
import sys
from typing import Any

from dashboard.errors import SetupError
from dashboard.settings import ROOT, Settings

TIMEOUT = 900.0


def ask(settings: Settings, module: str, values: dict[str, Any]) -> dict[str, Any]:
    """Run a module with one JSON argument; its last line of output is the JSON answer.

    Raises:
        SetupError: it failed or took longer than TIMEOUT.
    """
    environment = os.environ | settings.environment() | {"TF_CPP_MIN_LOG_LEVEL": "2"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, json.dumps(values)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
        )
    except subprocess.TimeoutExpired as error:
        raise _failed(module, f"no answer in {TIMEOUT:g} s") from error
    if done.returncode:
        raise _explained(module, done.stderr)
    return json.loads(done.stdout.strip().splitlines()[-1])


def _explained(module: str, stderr: str) -> SetupError:
    """What the last line of a traceback says; our own errors speak for themselves."""
    last = (stderr.strip().splitlines() or ["nothing"])[-1]
    if last.startswith("dashboard.errors."):
        return SetupError(last.partition(": ")[2])
    return _failed(module, last)


def _failed(module: str, found: str) -> SetupError:
    return SetupError(
        f"Expected {module} to measure. Received: {found}. "
        "Run `python -m dashboard doctor`."
    )
