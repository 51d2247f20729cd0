import os
import threading

import pytest

from dashboard.errors import RunError
from dashboard.jobs.lock import acquire
from dashboard.jobs.queue import submit
from dashboard.jobs.status import FINAL, RESUMABLE
from dashboard.jobs.watcher import RunWatcher
from tests.jobs.stand_in import request


@pytest.fixture
def run(settings):
    return submit(settings, request("t"))


@pytest.mark.parametrize("end", FINAL)
def test_an_end_is_final(run, end):
    run.change(end)
    for state in ("running", *FINAL):
        with pytest.raises(RunError, match="new run"):
            run.change(state)
    run.touch(message="no")
    run.cancel()
    assert run.status().state == end
    assert run.status().message != "no"
    assert not run.cancel_file.exists()


def test_each_change_of_state_is_an_event(run):
    run.change("starting")
    run.change("running")
    run.change("succeeded", version="shoes/1")
    states = [event["state"] for event in run.events()]
    assert states == ["queued", "starting", "running", "succeeded"]
    assert [event["seq"] for event in run.events(after=2)] == [3, 4]


def test_a_waiting_run_is_cancelled_at_once(run):
    run.cancel()
    assert run.status().state == "cancelled"


def test_a_running_run_is_asked_to_stop_once(run):
    run.change("starting")
    with acquire(run.lock_file):
        run.change("running", pid=1)
        run.cancel()
        os.utime(run.cancel_file, (0, 0))
        run.cancel()
        assert run.status().state == "cancelling"
        assert run.cancel_file.stat().st_mtime == 0  # waiting since the first time
    assert [e["state"] for e in run.events()].count("cancelling") == 1


def test_a_running_run_whose_lock_is_free_reads_as_lost(run):
    with acquire(run.lock_file):
        run.change("running", pid=1)
        assert run.status().state == "running"
    assert run.status().state == "lost"
    assert run.stored().state == "running"  # reading wrote nothing
    run.cancel()
    assert run.status().state == "lost"


def test_an_end_written_while_the_lock_goes_free_is_believed(run, monkeypatch):
    run.change("running", pid=1)

    def freed_just_now(path):
        run.change("succeeded", version="shoes/1")
        return False

    monkeypatch.setattr("dashboard.jobs.run.held", freed_just_now)
    assert run.status().state == "succeeded"


def test_a_status_is_never_half_read_while_it_is_written(run):
    done = threading.Event()

    def write():
        for number in range(100):
            run.touch(message="x" * (number * 50))
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    reads = 0
    while not done.is_set():
        assert run.stored().state == "queued"
        reads += 1
    writer.join()
    assert reads > 10


def test_a_training_is_asked_once_to_end_early_and_says_so(run):
    run.change("starting")
    with acquire(run.lock_file):
        run.change("running", pid=1)
        run.finish_early()
        run.finish_early()
        assert RunWatcher(run).keep_asked()
        assert "after this epoch" in run.status().message
    assert [event["kind"] for event in run.events()].count("keep") == 1


@pytest.mark.parametrize("state", ["queued", "cancelling", *FINAL])
def test_only_a_training_has_anything_to_keep(run, state):
    if state != "queued":
        run.change(state)
    with pytest.raises(RunError, match="to be training"):
        run.finish_early()
    assert not run.keep_file.exists()


@pytest.mark.parametrize("end", RESUMABLE)
def test_a_run_without_a_version_gets_another_attempt(run, end):
    run.change("starting")
    wishes = (run.cancel_file, run.keep_file)
    for wish in wishes:
        wish.touch()
    run.change(end, message="It ended.", pid=1)
    status = run.reopen()
    assert (status.state, status.attempt, status.pid) == ("starting", 2, None)
    assert status == run.stored()
    assert not any(wish.exists() for wish in wishes)
    changes = [(e["state"], e["attempt"]) for e in run.events()[1:]]
    assert changes == [("starting", 1), (end, 1), ("starting", 2)]


def test_the_end_of_a_dead_attempt_is_written_before_the_next(run):
    run.change("starting")
    run.change("running", pid=1)
    run.reopen()
    states = [event["state"] for event in run.events()]
    assert states == ["queued", "starting", "running", "lost", "starting"]


@pytest.mark.parametrize("state", ["queued", "starting", "succeeded"])
def test_a_run_that_waits_or_has_a_version_gets_no_other_attempt(run, state):
    if state != "queued":
        run.change(state)
    with pytest.raises(RunError, match=f"state='{state}'"):
        run.reopen()
    assert (run.stored().state, run.stored().attempt) == (state, 1)


def test_an_end_meant_for_an_earlier_attempt_is_refused(run):
    run.change("lost")
    run.reopen()
    with pytest.raises(RunError):
        run.change("lost", of_attempt=1)
    assert run.change("lost", of_attempt=2).state == "lost"
