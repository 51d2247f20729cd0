import os

import pytest

from dashboard.errors import RunError
from dashboard.jobs import watcher, worker
from dashboard.jobs.lock import held
from dashboard.jobs.worker import hold


def test_a_trainer_says_who_it_is_and_what_it_made(run):
    with hold(run) as kept:
        status = run.status()
        assert (status.state, status.pid) == ("running", os.getpid())
        assert held(run.lock_file)
        assert os.getpriority(os.PRIO_PROCESS, 0) >= 10
        kept.succeed("shoes/2")
    assert not held(run.lock_file)
    assert (run.status().state, run.status().version) == ("succeeded", "shoes/2")


def test_a_second_trainer_is_refused_and_changes_nothing(run):
    with hold(run) as kept:
        with pytest.raises(RunError, match="living process"):
            with hold(run):
                pytest.fail("two trainers of one run")
        assert run.status().state == "running"
        kept.succeed("shoes/2")
    with pytest.raises(RunError, match="succeeded"):
        with hold(run):
            pytest.fail("trained again")


def test_a_failed_run_is_held_again_for_another_attempt(run):
    with pytest.raises(ValueError):
        with hold(run):
            raise ValueError
    with hold(run, again=True) as kept:
        assert (run.status().state, run.status().attempt) == ("running", 2)
        assert not kept.watcher.stop_asked()
        with pytest.raises(RunError, match="living process"):
            with hold(run, again=True):
                pytest.fail("two trainers of one run")
        kept.succeed("shoes/2")
    with pytest.raises(RunError, match="succeeded"):
        with hold(run, again=True):
            pytest.fail("trained again")


def test_a_run_cancelled_before_it_began_says_so_at_once(run):
    run.cancel()
    with hold(run) as kept:
        assert run.status().state == "cancelling"
        assert kept.watcher.stop_asked()
    assert run.status().state == "cancelled"


def test_publishing_is_no_silence(run, monkeypatch):
    moments = iter(range(9))
    monkeypatch.setattr(watcher, "now", lambda: next(moments))
    follows = watcher.RunWatcher(run)
    follows.report("epoch")
    assert follows.last_report_at == follows.last_report_at == 1
    follows.report("publish", name="small")
    assert follows.last_report_at < follows.last_report_at


def test_the_heartbeat_goes_on_after_trouble(run, monkeypatch, until):
    monkeypatch.setattr(worker, "HEARTBEAT_SECONDS", 0.01)
    touch, troubles = type(run).touch, [OSError("full"), RunError("busy")]

    def touch_with_trouble(self, **values):
        if troubles:
            raise troubles.pop()
        touch(self, **values)

    monkeypatch.setattr(type(run), "touch", touch_with_trouble)
    with hold(run) as kept:
        first = run.stored().heartbeat
        kept.watcher.report("step", step=1)
        until(lambda: run.stored().heartbeat > first)
        until(lambda: run.stored().last_step_at == kept.watcher.last_report_at)
        kept.succeed("shoes/2")
