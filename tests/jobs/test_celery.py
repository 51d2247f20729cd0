"""What only the Celery engine can meet: Redis that goes away, workers that are killed,
several of them at one line."""

import os
import subprocess

import psutil
import pytest

from dashboard.chaos.redis_server import PASSWORD
from dashboard.jobs.folder import list_runs
from dashboard.jobs.lock import held
from dashboard.jobs.queue import resume, submit
from dashboard.studies.controller import Controller
from dashboard.studies.trials import trials
from tests import redis_server
from tests.jobs.engines import CeleryEngine, kill_all
from tests.jobs.stand_in import request
from tests.studies.played import study_of

pytestmark = redis_server.needed


@pytest.fixture
def celery(settings, gate, tmp_path, until):
    engine = CeleryEngine(settings, tmp_path)
    try:
        yield engine
        gate.release()
        for run in list_runs(settings):
            until(lambda run=run: not held(run.lock_file))
    finally:
        engine.stop()
    assert PASSWORD not in engine.log()


def ask(celery, token):
    run = submit(celery.settings, request(token))
    celery.ensure()
    return run


def begin(celery, until, token="t"):
    run = ask(celery, token)
    until(lambda: run.status().state == "running" and run.log_tail())
    return run


def ready(celery, until, places=1):
    worker = celery.work(places)
    until(lambda: celery.at_work(worker))
    return worker


def states(run):
    return [event["state"] for event in run.events() if event["kind"] == "state"]


def test_redis_that_goes_away_in_the_middle_of_a_run_loses_nothing(celery, gate, until):
    ready(celery, until)
    first, second = begin(celery, until), ask(celery, "second")
    celery.redis.stop()
    third = ask(celery, "third")  # nobody can be told, and the page says nothing of it
    assert third.status().state == "queued"
    gate.release()
    until(lambda: first.stored().state == "succeeded")
    celery.redis.start()
    until(lambda: all(r.stored().state == "succeeded" for r in (second, third)))
    assert [r.stored().attempt for r in (first, second, third)] == [1, 1, 1]


def test_a_run_whose_message_was_lost_is_started_all_the_same(celery, gate, until):
    gate.release()
    run = submit(celery.settings, request("silent"))  # and no word to anybody
    celery.work()
    until(lambda: run.stored().state == "succeeded")


def test_a_killed_worker_leaves_its_training_alone(celery, gate, until):
    worker = ready(celery, until)
    run = begin(celery, until)
    trainer = run.stored().pid
    for process in psutil.Process(worker.pid).children(recursive=True):
        if process.pid != trainer:
            process.kill()
    worker.kill()
    worker.wait(20)
    waiting = ask(celery, "waiting")
    ready(celery, until)
    # the place on this host is taken by the training of the worker that died
    assert (run.status().state, waiting.status().state) == ("running", "queued")
    gate.release()
    until(lambda: waiting.stored().state == "succeeded")
    assert run.stored().state == "succeeded"
    assert (run.stored().pid, run.stored().attempt) == (trainer, 1)


def test_a_run_that_died_with_its_worker_is_lost_and_goes_on_at_another(
    celery, gate, until
):
    worker = ready(celery, until)
    run = begin(celery, until)
    kill_all(worker.pid)
    worker.wait(20)
    assert run.status().state == "lost"  # at once, to whoever asks
    # so nobody is left who followed it and to whom it would be left for a while
    run.touch(heartbeat="2000-01-01T00:00:00+00:00")
    ready(celery, until)
    until(lambda: run.stored().state == "lost")
    resume(celery.settings, run)
    celery.ensure()
    gate.release()
    until(lambda: run.stored().state == "succeeded")
    assert run.stored().attempt == 2


def test_a_worker_told_to_leave_finishes_its_run_and_takes_no_other(
    celery, gate, until
):
    worker = ready(celery, until)
    run = begin(celery, until)
    other = ask(celery, "other")
    worker.terminate()
    until(lambda: "Warm shutdown" in celery.log())
    with pytest.raises(subprocess.TimeoutExpired):
        worker.wait(0.5)
    gate.release()
    assert worker.wait(20) == 0
    assert run.stored().state == "succeeded"
    assert other.stored().state == "queued"


def test_two_workers_share_eight_runs_and_none_is_trained_twice(celery, gate, until):
    runs = [submit(celery.settings, request(f"t{n}")) for n in range(8)]
    first = ready(celery, until, 2)
    celery.ensure()
    until(lambda: count(runs, "running") == 2)
    ready(celery, until, 3)
    until(lambda: count(runs, "running") == 3)  # the third is the other worker's
    parents = {parent(run) for run in going(runs)}
    assert len(parents) == 2 and first.pid in parents
    gate.release()
    until(lambda: all(states(run)[-1] == "succeeded" for run in runs))
    once = ["queued", "starting", "running", "succeeded"]
    assert [states(run) for run in runs] == [once] * 8
    assert os.getpid() not in parents


def test_two_workers_share_a_study_of_eight_trials_and_none_runs_twice(
    celery, gate, until
):
    study = study_of(celery.settings, trials=8)
    controller = Controller(celery.settings, study)
    first = ready(celery, until, 2)
    until(lambda: controller.round() and count(runs_of(celery), "running") == 2)
    ready(celery, until, 3)
    until(lambda: controller.round() and count(runs_of(celery), "running") == 3)
    parents = {parent(run) for run in going(runs_of(celery))}
    assert len(parents) == 2 and first.pid in parents
    gate.release()
    until(lambda: not controller.round())
    once = ["queued", "starting", "running", "succeeded"]
    assert [states(run) for run in runs_of(celery)] == [once] * 8
    found = trials(study)
    assert [trial.state for trial in found] == ["complete"] * 8
    assert {trial.run for trial in found} == {run.id for run in runs_of(celery)}


def runs_of(celery):
    return list_runs(celery.settings)


def parent(run):
    """The worker that started a trainer: the one above the process of its task."""
    return psutil.Process(run.status().pid).parent().ppid()


def count(runs, state):
    return sum(run.status().state == state for run in runs)


def going(runs):
    return [run for run in runs if run.status().state == "running"]
