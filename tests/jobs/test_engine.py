"""Which engine is asked, and what each says of itself. Redis is not needed here."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dashboard.errors import RunError, SetupError
from dashboard.jobs import dispatcher, engine, presence
from dashboard.jobs.celery_app import celery_app
from dashboard.jobs.messages import Messages
from dashboard.jobs.queue import claim_next, room_here, submit
from dashboard.jobs.status import identity
from tests.jobs.stand_in import request

NOBODY = "redis://:not-to-be-shown@127.0.0.1:9/0"


@pytest.fixture
def several(settings):
    """Settings for several machines; no Redis answers there."""
    return replace(settings, redis_url=NOBODY)


def test_without_redis_a_dispatcher_is_called(settings, monkeypatch):
    called = []
    monkeypatch.setattr(dispatcher, "ensure", lambda s: called.append(s) or True)
    assert engine.ensure(settings) is True
    assert called == [settings]
    assert engine.places(settings) == settings.concurrency


def test_with_redis_nothing_is_started_and_its_absence_is_no_error(
    several, monkeypatch, caplog
):
    monkeypatch.setattr(dispatcher, "ensure", None)
    run = submit(several, request("t"))
    assert engine.ensure(several) is False
    assert run.status().state == "queued"
    assert "Runs wait until it answers" in caplog.text
    assert "not-to-be-shown" not in caplog.text


def test_a_redis_that_is_down_is_not_asked_at_each_tick(several, monkeypatch):
    asked = []

    def refuse(self, waiting):
        asked.append(waiting)
        raise ConnectionRefusedError

    monkeypatch.setattr(Messages, "_send", refuse)
    sender = Messages(several)
    run = submit(several, request("t"))
    assert [sender.tell() for _ in range(3)] == [0, 0, 0]
    assert asked == [[run.id]]


def test_nobody_is_told_when_nothing_waits(several, monkeypatch):
    monkeypatch.setattr(Messages, "_send", None)
    assert Messages(several).tell() == 0


@pytest.mark.parametrize("several_machines", [False, True])
def test_runs_that_wait_for_nobody_are_a_defect_of_the_engine(
    settings, several, several_machines
):
    chosen = several if several_machines else settings
    assert "0 runs waiting" in engine.health(chosen)
    submit(settings, request("t"))
    with pytest.raises(RunError, match="1 waiting"):
        engine.health(chosen)


def test_workers_are_known_for_a_while_by_the_files_they_write(several):
    presence.show(replace(several, concurrency=3))
    submit(several, request("t"))
    assert engine.health(several) == "1 workers, 1 runs waiting"
    assert engine.places(several) == 3
    [path] = (several.runs / ".workers").glob("*.json")
    long_ago = (datetime.now(UTC) - timedelta(seconds=21)).isoformat()
    path.write_text(json.dumps({**json.loads(path.read_text()), "seen": long_ago}))
    assert engine.places(several) == 0


def test_workers_of_one_host_share_its_places(several):
    folder = several.runs / ".workers"
    folder.mkdir()
    seen = datetime.now(UTC).isoformat()
    for name, host, places in (("a", "one", 2), ("b", "one", 3), ("c", "two", 1)):
        shown = {"host": host, "pid": 1, "places": places, "seen": seen}
        (folder / f"{name}.json").write_text(json.dumps(shown))
    assert engine.places(several) == 3 + 1


@pytest.mark.parametrize(
    "content",
    ["{", "[]", "{}", '{"host": "one", "pid": 1, "places": 3}', '{"seen": 1}'],
)
def test_a_damaged_file_is_no_worker_and_goes(several, content):
    folder = several.runs / ".workers"
    folder.mkdir()
    (folder / "damaged.json").write_text(content)
    assert engine.places(several) == 0
    presence.show(several)
    assert not (folder / "damaged.json").exists()


def test_a_host_is_full_with_its_own_trainings_only(several):
    run = submit(several, request("t"))
    claim_next(several)
    assert not room_here(several)  # it may still turn out to be here
    me = {**identity(), "heartbeat": datetime.now(UTC).isoformat()}
    run.change("running", **{**me, "host": "another machine"})
    assert run.status().active and room_here(several)


def test_celery_without_redis_says_what_to_set(settings):
    with pytest.raises(SetupError, match="REDIS_URL"):
        celery_app(settings)


def test_messages_are_json_and_taken_early(several):
    conf = celery_app(several).conf
    assert (conf.accept_content, conf.task_acks_late) == (["json"], False)
    assert conf.worker_prefetch_multiplier == 1
    assert conf.broker_connection_max_retries is None
