"""A fresh runs folder, a gate that keeps stand-in trainers busy, bounded waiting."""

import subprocess
import time

import pytest

from dashboard.jobs import folder
from dashboard.jobs.lock import acquire, held
from dashboard.jobs.queue import submit
from dashboard.settings import Settings
from tests.jobs import stand_in

PATIENCE = 20.0


def wait_until(condition):
    """The first true value of `condition`, or a failure after PATIENCE seconds."""
    end = time.monotonic() + PATIENCE
    while not (value := condition()):
        if time.monotonic() > end:
            pytest.fail(f"not within {PATIENCE:g} s")
        stand_in.pause()
    return value


@pytest.fixture
def until():
    return wait_until


@pytest.fixture
def settings(tmp_path):
    settings = Settings(runs=tmp_path / "runs", store=tmp_path / "store")
    settings.runs.mkdir()
    return settings


@pytest.fixture
def run(settings):
    """One whose trainer is about to begin."""
    run = submit(settings, stand_in.request("t"))
    run.change("starting")
    return run


@pytest.fixture
def gate(settings, tmp_path, monkeypatch):
    """Stand-in trainers go on until this lock is released."""
    path = tmp_path / "gate"
    monkeypatch.setenv(stand_in.GATE, str(path))
    with acquire(path) as lock:
        yield lock
    # what the test started must be gone before its folder is
    wait_until(lambda: not held(settings.runs / "dispatcher.lock"))
    for run in folder.list_runs(settings):
        wait_until(lambda run=run: not held(run.lock_file))


@pytest.fixture
def process(settings):
    """Starts stand-ins; ends what is left of them."""
    children: list[subprocess.Popen] = []

    def start(*words):
        children.append(stand_in.started(settings, *words))
        return children[-1]

    yield start
    for child in children:
        child.kill()
        child.communicate()
