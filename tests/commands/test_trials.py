"""Trials of one study in one process, one after the other."""

import threading

import pytest

from dashboard.commands import trials
from dashboard.jobs import queue
from dashboard.jobs.folder import list_runs
from dashboard.jobs.worker import hold
from tests.jobs.stand_in import pause, request


@pytest.fixture(autouse=True)
def no_keras(monkeypatch):
    monkeypatch.setattr(trials, "fresh", lambda: None)
    monkeypatch.setattr(trials, "write_to", lambda run: None)
    monkeypatch.setattr(trials, "WAIT_SECONDS", 0.2)


def trial(settings, number, study="heads", **changes):
    wanted = request(f"{study} {number}", study=study, publish=False, **changes)
    return queue.submit(settings, wanted)


def in_turn(settings, run, then=lambda: None):
    """The ids of what was trained in the process of `run`."""
    trained = []

    def train(run):
        trained.append(run.id)
        with hold(run) as held:
            then()
            held.measured(0.9)
        return 0

    run.change("starting")
    assert trials.in_turn(settings, run, train, pause) == 0
    return trained


def test_the_next_trial_of_the_study_needs_no_other_process(settings):
    runs = [trial(settings, number) for number in range(3)]
    assert in_turn(settings, runs[0]) == [run.id for run in runs]


def test_a_trial_that_comes_a_moment_later_is_taken_too(settings):
    first = trial(settings, 0)
    threading.Timer(0.05, trial, (settings, 1)).start()
    assert len(in_turn(settings, first)) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"study": "others", "publish": False},
        {"study": "heads", "publish": True},
        {"priority": 1},
    ],
)
def test_nobody_is_overtaken(settings, other):
    first, second = (trial(settings, number, priority=-1) for number in range(2))
    mine = queue.submit(settings, request("mine", **other))
    assert in_turn(settings, first) == [first.id]
    assert [run.id for run in queue.line(list_runs(settings))] == [mine.id, second.id]


def test_a_trial_never_makes_one_run_too_many(settings):
    first, second = trial(settings, 0, priority=1), trial(settings, 1)
    # the dispatcher gave the place away meanwhile
    busy = queue.submit(settings, request("busy", priority=9))
    assert in_turn(settings, first, lambda: begin(busy)) == [first.id]
    assert second.stored().state == "queued"


def begin(run):
    if run.stored().state == "queued":
        run.change("starting")


def test_a_run_that_is_no_trial_is_trained_alone(settings):
    run = queue.submit(settings, request("mine"))
    trial(settings, 0)
    assert in_turn(settings, run) == [run.id]
