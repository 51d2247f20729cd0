"""Rounds and the process that makes them; what holds on both engines is in
test_engines.py."""

import json
import os
import signal
import time

import psutil
import pytest

from dashboard.jobs import dispatcher, launch, status
from dashboard.jobs.dispatcher import ensure, main
from dashboard.jobs.folder import get_run
from dashboard.jobs.lock import acquire, held
from dashboard.jobs.queue import submit
from dashboard.jobs.rounds import Rounds
from dashboard.jobs.worker import hold
from dashboard.settings import Settings
from tests.jobs.stand_in import pause, request, train_command


@pytest.fixture
def rounds(settings, gate):
    rounds = Rounds(settings, train_command)
    yield rounds
    gate.release()
    for child in rounds.children.values():
        child.send_signal(signal.SIGCONT)  # a test that failed may have stopped it
        child.wait(20)


def has(run, state):
    return lambda: run.status().state == state


def begin(rounds, until, **changes):
    """Submit a run and see its trainer at work."""
    run = submit(rounds.settings, request(str(time.monotonic_ns()), **changes))
    rounds.round()
    until(lambda: run.status().state == "running" and run.log_tail())
    return run


def turn(rounds, condition):
    """A condition to wait for, with a round before each look."""
    return lambda: rounds.round() is not None and condition()


def test_a_run_that_is_continued_elsewhere_takes_its_place_again(rounds):
    run = submit(rounds.settings, request("t"))
    run.cancel()
    assert rounds.round() is False
    other = submit(rounds.settings, request("u"))
    with hold(run, again=True) as kept:
        rounds.round()
        assert other.stored().state == "queued"
        kept.cancelled()
    rounds.round()
    assert other.stored().state == "starting"


def test_a_killed_trainer_reads_as_lost_and_is_written_lost(rounds, until):
    run = begin(rounds, until)
    child = rounds.children[run.id]
    child.kill()
    child.wait(20)
    assert run.status().state == "lost"
    rounds.round()
    assert run.stored().state == "lost"
    assert "killed" in run.stored().message
    assert "training" in run.stored().message  # the end of its log


def test_a_new_dispatcher_finds_what_died_without_it(rounds, until, settings):
    run = begin(rounds, until)
    child = rounds.children.pop(run.id)
    child.kill()
    child.wait(20)
    Rounds(settings, yield_seconds=60.0).look_after()
    assert run.stored().state == "running"  # left to whoever started its trainer
    Rounds(settings).round()
    assert run.stored().state == "lost"


def test_a_trainer_that_cannot_start_fails_with_the_reason(settings):
    run = submit(settings, request("t"))
    Rounds(settings, lambda run: ["/nowhere/python"]).round()
    assert run.stored().state == "failed"
    assert "/nowhere/python" in run.stored().message


def test_a_stopped_trainer_is_stalled_until_it_goes_on(rounds, until):
    run = begin(rounds, until)
    os.kill(run.status().pid, signal.SIGSTOP)
    until(has(run, "stalled"))
    rounds.round()
    assert "kill -CONT" in run.status().message
    assert run.stored().state == "running"
    os.kill(run.status().pid, signal.SIGCONT)
    until(has(run, "running"))


def test_a_trainer_that_starts_slowly_is_alive_and_its_death_seen(
    rounds, until, monkeypatch
):
    """No grace is needed: it is born with the run's lock."""
    monkeypatch.setattr(status, "START_GRACE_SECONDS", 0.0)
    run = submit(rounds.settings, request("t", name="slow"))
    rounds.round()
    until(lambda: run.log_tail() == ["importing"])
    rounds.round()
    assert run.status().state == run.stored().state == "starting"
    rounds.children[run.id].kill()
    until(has(run, "lost"))
    rounds.children.pop(run.id).wait(20)


def test_a_stranger_with_the_same_pid_is_left_alone(rounds, until):
    run = begin(rounds, until, name="deaf")
    child = rounds.children.pop(run.id)
    run.touch(pid_created=1.0)
    run.cancel()
    os.utime(run.cancel_file, (0, time.time() - 31))
    rounds.round()
    assert child.poll() is None
    child.kill()
    child.wait(20)


def test_never_more_trainings_than_places(settings, gate, until):
    settings = Settings(runs=settings.runs, concurrency=2)
    rounds = Rounds(settings, train_command)
    runs = [submit(settings, request(f"t{n}")) for n in range(3)]
    rounds.round()
    rounds.round()
    until(lambda: runs[0].log_tail() and runs[1].log_tail())
    rounds.round()
    assert [r.status().state for r in runs] == ["running", "running", "queued"]
    gate.release()
    until(turn(rounds, has(runs[2], "succeeded")))
    for child in rounds.children.values():
        child.wait(20)


def test_of_two_dispatchers_one_works(settings, gate, process, until):
    run = submit(settings, request("t"))
    first = process("dispatch")
    until(has(run, "running"))
    second = process("dispatch")
    assert second.communicate(timeout=20)[0] == "False\n"
    gate.release()
    assert first.communicate(timeout=20)[0] == "True\n"
    assert run.status().state == "succeeded"
    states = [e["state"] for e in run.events() if e["kind"] == "state"]
    assert states == ["queued", "starting", "running", "succeeded"]


def test_a_killed_web_process_changes_nothing(settings, gate, process, until):
    web = process("web")
    run = get_run(settings, web.stdout.readline().strip())
    until(has(run, "running"))
    trainer = run.status().pid
    # Dash ends all descendants, a terminal all of a session: nothing is in reach
    assert psutil.Process(web.pid).children(recursive=True) == []
    heartbeat = settings.runs / "dispatcher.json"
    until(heartbeat.exists)
    leader = json.loads(heartbeat.read_text())["pid"]
    assert len({os.getsid(pid) for pid in (web.pid, leader, trainer)}) == 3
    web.kill()
    web.wait(20)
    serving = settings.runs / "dispatcher.lock"
    assert held(serving) and held(run.lock_file)
    gate.release()
    until(has(run, "succeeded"))
    assert run.stored().pid == trainer
    until(lambda: not held(serving))  # nothing to do: it leaves by itself


def test_a_killed_dispatcher_leaves_the_training_alone(settings, gate, process, until):
    run = submit(settings, request("t"))
    first = process("dispatch")
    until(has(run, "running"))
    first.kill()
    first.wait(20)
    second = process("dispatch")
    until(lambda: held(settings.runs / "dispatcher.lock"))
    gate.release()
    second.communicate(timeout=20)
    assert run.status().state == "succeeded"
    assert run.status().attempt == 1


def test_a_run_submitted_as_the_dispatcher_leaves_is_served(settings, monkeypatch):
    """A submitter who still saw the lock held starts no dispatcher of its own."""
    runs = []

    def serve(rounds, *_):
        if runs:
            rounds.round()
        else:
            runs.append(submit(settings, request("late")))

    monkeypatch.setattr(dispatcher, "_serve", serve)
    assert main(settings, command=lambda run: ["/nowhere"])
    assert runs[0].stored().state == "failed"


def test_a_second_dispatcher_is_not_started(settings, monkeypatch):
    started = []
    monkeypatch.setattr(launch, "detach", lambda *args: started.append(args))
    with acquire(settings.runs / "dispatcher.lock"):
        assert ensure(settings) is False
    assert ensure(settings) is True
    ((_, words, _),) = started
    assert words[1:] == ["-m", "dashboard", "dispatch"]


def test_a_round_that_fails_is_not_the_end(settings, monkeypatch, caplog):
    results = [OSError("disk full"), True]

    def round_(self):
        result = results.pop(0) if results else False
        if isinstance(result, OSError):
            raise result
        return result

    monkeypatch.setattr(Rounds, "round", round_)
    main(settings, 0.1, pause=pause)
    assert results == []
    assert "disk full" in caplog.text
