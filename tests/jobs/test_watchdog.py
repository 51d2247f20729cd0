import os
import threading
import time

import pytest

from dashboard.jobs import engine, launch
from dashboard.jobs.folder import list_runs
from dashboard.jobs.lock import held
from dashboard.jobs.queue import submit
from dashboard.jobs.watchdog import RESTART_SECONDS, notice
from tests.jobs.stand_in import command, request


@pytest.fixture
def started(monkeypatch):
    """Calls of `engine.ensure`, which starts nothing here."""
    calls = []
    monkeypatch.setattr(engine, "ensure", lambda s: calls.append(s) or True)
    return calls


def test_a_run_that_got_lost_without_a_dispatcher_is_written_lost(
    settings, gate, process, until, monkeypatch
):
    run = submit(settings, request("t"))
    served = process("dispatch")
    until(lambda: run.status().state == "running" and run.log_tail())
    trainer = run.status().pid
    served.kill()
    served.wait(20)
    os.kill(trainer, 9)
    until(lambda: run.status().state == "lost")  # for every reader, at once
    assert run.stored().state == "running"
    monkeypatch.setattr(launch, "dispatch_command", lambda: command("dispatch"))
    assert notice(settings, list_runs(settings))
    until(lambda: run.stored().state == "lost")
    assert "Its last lines:\ntraining" in run.stored().message
    until(lambda: not held(settings.runs / "dispatcher.lock"))
    assert not notice(settings, list_runs(settings))


def test_of_many_who_notice_one_starts_a_dispatcher(settings, started):
    runs = [submit(settings, request("t"))]
    threads = [threading.Thread(target=notice, args=(settings, runs)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert started == [settings]


def test_one_that_did_not_come_up_is_started_again_after_a_while(settings, started):
    runs = [submit(settings, request("t"))]
    assert notice(settings, runs)
    assert not notice(settings, runs)
    moment = time.time() - RESTART_SECONDS
    os.utime(settings.runs / "dispatcher.started", (moment, moment))
    assert notice(settings, runs)
    assert len(started) == 2


def test_nothing_is_started_for_runs_that_are_over(settings, started):
    run = submit(settings, request("t"))
    run.cancel()
    assert not notice(settings, [run])
    assert not notice(settings, [])
    assert started == []
