"""A run's life from submit to its end, the same on both engines."""

import itertools
import os
import signal
import time

import pytest

from dashboard.jobs.folder import list_runs
from dashboard.jobs.lock import acquire, held
from dashboard.jobs.queue import resume, submit
from dashboard.settings import Settings
from tests import redis_server
from tests.jobs import stand_in
from tests.jobs.conftest import wait_until
from tests.jobs.engines import CeleryEngine, LocalEngine
from tests.jobs.stand_in import request

ENGINES = ["local", pytest.param("celery", marks=redis_server.needed)]
tokens = itertools.count()


@pytest.fixture(scope="module", params=ENGINES)
def engine(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    settings = Settings(runs=folder / "runs", store=folder / "store")
    settings.runs.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(stand_in.GATE, str(folder / "gate"))
        if request.param == "local":
            made = LocalEngine(settings)
        else:
            made = CeleryEngine(settings, folder)
            made.work()
        try:
            yield made
        finally:
            made.stop()
        wait_until(lambda: not held(settings.runs / "dispatcher.lock"))


@pytest.fixture
def gate(engine):
    """Trainers go on until it is released; every run is over after each test."""
    with acquire(engine.settings.runs.parent / "gate") as lock:
        yield lock
    wait_until(lambda: all(run.status().final for run in runs_of(engine)))
    wait_until(lambda: not any(held(run.lock_file) for run in runs_of(engine)))


def runs_of(engine):
    return list_runs(engine.settings)


def ask(engine, **changes):
    run = submit(engine.settings, request(f"t{next(tokens)}", **changes))
    engine.ensure()
    return run


def begin(engine, **changes):
    """A run whose trainer is at work."""
    run = ask(engine, **changes)
    wait_until(lambda: run.status().state == "running" and run.log_tail())
    return run


def states(run):
    return [event["state"] for event in run.events() if event["kind"] == "state"]


def ends(run, state):
    """Whether the run's end is written down, in the status and in its events."""
    return lambda: run.stored().state == state == states(run)[-1]


def test_a_run_is_trained_to_its_end(engine, gate):
    run = begin(engine)
    gate.release()
    wait_until(ends(run, "succeeded"))
    assert run.stored().version == "shoes/1"
    assert run.log_tail() == ["training"]
    wait_until(lambda: len(states(run)) > 3)  # a state is stored, then logged
    assert states(run) == ["queued", "starting", "running", "succeeded"]
    assert os.getsid(0) != run.stored().pid != os.getpid()


def test_one_run_at_a_time_in_the_order_of_the_line(engine, gate):
    first = begin(engine)
    ordinary, urgent = ask(engine), ask(engine, priority=5)
    assert [r.status().state for r in (ordinary, urgent)] == ["queued", "queued"]
    gate.release()
    wait_until(ends(ordinary, "succeeded"))
    started = [began(run) for run in (first, urgent, ordinary)]
    assert started == sorted(started)
    assert ended(first) <= began(urgent) and ended(urgent) <= began(ordinary)


def began(run):
    return next(e["time"] for e in run.events() if e.get("state") == "starting")


def ended(run):
    return next(e["time"] for e in run.events() if e.get("state") == "succeeded")


def test_a_cancelled_training_frees_its_place(engine, gate):
    run, after = begin(engine), ask(engine)
    run.cancel()
    wait_until(ends(after, "running"))
    assert run.stored().state == "cancelled"
    gate.release()


def test_a_cancelled_waiting_run_never_starts(engine, gate):
    first, second = begin(engine), ask(engine)
    second.cancel()
    gate.release()
    wait_until(ends(first, "succeeded"))
    assert states(second) == ["queued", "cancelled"]


def test_a_deaf_trainer_is_terminated_after_ten_seconds(engine, gate):
    run = begin(engine, name="deaf")
    run.cancel()
    assert run.status().state == "cancelling"
    os.utime(run.cancel_file, (0, time.time() - 11))
    wait_until(ends(run, "cancelled"))


def test_a_stopped_trainer_is_killed_after_thirty_seconds(engine, gate):
    run = begin(engine)
    os.kill(run.status().pid, signal.SIGSTOP)
    run.cancel()
    os.utime(run.cancel_file, (0, time.time() - 31))
    wait_until(ends(run, "cancelled"))
    assert "was ended" in run.stored().message


def test_a_trainer_that_dies_before_it_begins_is_lost_with_its_words(engine, gate):
    run = ask(engine, name="dying")
    wait_until(ends(run, "lost"))
    assert "exit code 3" in run.stored().message
    assert "out of luck" in run.stored().message


def test_a_killed_trainer_is_lost_and_goes_on_when_asked(engine, gate):
    run = begin(engine)
    os.kill(run.status().pid, signal.SIGKILL)
    wait_until(ends(run, "lost"))
    assert "killed" in run.stored().message
    resume(engine.settings, run)
    engine.ensure()
    gate.release()
    wait_until(ends(run, "succeeded"))
    assert run.stored().attempt == 2
