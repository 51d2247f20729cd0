from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.errors import RunError
from dashboard.jobs.status import (
    Status,
    identity,
    process_of,
    with_process,
    without_process,
)


def ago(seconds):
    return (datetime.now(UTC) - timedelta(seconds=seconds)).isoformat()


@pytest.mark.parametrize(
    ("state", "pid", "seconds", "meaning"),
    [
        ("starting", None, 5, "starting"),
        ("starting", None, 11, "lost"),
        ("running", 1, 0, "lost"),
        ("running", 1, 4000, "lost"),
        ("cancelling", None, 5, "cancelling"),
        ("cancelling", 1, 5, "cancelled"),
    ],
)
def test_without_a_process_an_active_run_is_over_but_for_a_start_grace(
    state, pid, seconds, meaning
):
    status = Status(state, ago(seconds), pid=pid)
    assert without_process(status).state == meaning


@pytest.mark.parametrize(
    ("elsewhere", "heartbeat", "meaning"),
    [
        ({"host": "another machine"}, 5, "running"),
        ({"boot_id": "before the machine was started anew"}, 5, "running"),
        ({"host": "another machine"}, 14, "lost"),
        ({"host": "another machine"}, None, "lost"),
        ({}, 1, "lost"),
    ],
)
def test_a_run_on_another_host_lives_by_its_heartbeat(elsewhere, heartbeat, meaning):
    status = Status("running", ago(99), **{**identity(), **elsewhere})
    beat = None if heartbeat is None else ago(heartbeat)
    status = replace(status, heartbeat=beat, last_step_at=ago(1))
    assert without_process(status).state == meaning


@pytest.mark.parametrize(
    ("step", "heartbeat", "meaning", "words"),
    [
        (1, 1, "running", ""),
        (90, 1, "stalled", "done nothing for 90 s"),
        (90, 90, "stalled", "stands still"),
        (25, 25, "stalled", "stands still"),
        (25, 1, "running", ""),
        (1, 90, "running", ""),
    ],
)
def test_a_living_process_without_steps_is_stalled(step, heartbeat, meaning, words):
    status = Status("running", ago(99))
    status = replace(status, last_step_at=ago(step), heartbeat=ago(heartbeat))
    assert with_process(status).state == meaning
    assert words in with_process(status).message


def test_a_trainer_that_never_gets_going_is_stalled():
    assert with_process(Status("starting", ago(50))).state == "starting"
    assert with_process(Status("starting", ago(70))).state == "stalled"


def test_a_status_names_its_process_only_while_it_is_the_same_one():
    me = Status("running", ago(1), **identity())
    assert process_of(me).pid == me.pid
    for other in (
        {"pid": None},
        {"pid": 2**22 + 1},
        {"pid_created": me.pid_created - 60},
        {"boot_id": "another start of the machine"},
        {"host": "another machine"},
    ):
        assert process_of(replace(me, **other)) is None


@pytest.mark.parametrize("content", [b"", b"{}", b"7", b'{"state": "running"}'])
def test_a_damaged_status_is_named(tmp_path, content):
    (tmp_path / "status.json").write_bytes(content)
    with pytest.raises(RunError, match=r"status\.json"):
        Status.read(tmp_path / "status.json")
