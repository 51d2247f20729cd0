"""The short form of `make chaos`: each promise is put to the test once or twice, with
real processes. The counts that docs/reliability.md shows take far longer."""

import pytest

from dashboard.chaos import (
    crashes,
    cut_log,
    disk,
    line,
    races,
    scenarios,
    servers,
    trainers,
)


@pytest.mark.parametrize(
    ("scenario", "times"),
    [
        (servers.web, 1),
        (servers.dispatcher, 1),
        (trainers.killed, 1),
        (trainers.stopped, 2),
        (line.intents, 2),
        (crashes.crashes, 1),
        (races.races, 2),
        (cut_log.cut_log, 2),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_promise_is_kept(tried, scenario, times):
    for outcome in tried(scenario, times):
        assert outcome.broken == []
        assert outcome.tried >= times


def test_a_full_disk_leaves_what_was_there(tried):
    # the state of a training takes Keras, and seconds
    deeds = [name for name in disk.PROMISES if name != "checkpoint"]
    outcomes = tried(disk.disk, 8, tuple(deeds))
    assert [outcome.broken for outcome in outcomes] == [[]] * len(deeds)
    # with no room at all, each of them is refused
    assert all(int(outcome.note.split("; ")[1].split()[0]) for outcome in outcomes)


def test_more_wishes_than_places_are_refused_or_trained(tried, monkeypatch):
    monkeypatch.setattr(line, "WISHES", 15)
    monkeypatch.setenv("LOOKBOOK_MOST_WAITING", "2")
    (outcome,) = tried(line.crowd, 1)
    assert outcome.broken == []
    assert outcome.tried == 15
    assert " 0 refused" not in f" {outcome.note}"


def test_a_broken_promise_is_seen(tried, monkeypatch):
    """Were the store not to clean up, chaos would say so."""
    monkeypatch.setattr("dashboard.store.staging._sweep", lambda root: None)

    def scenario(lab):
        yield crashes.at_each(lab, "publish", ["publish-filled"], crashes.publish)

    (outcome,) = tried(scenario, 1)
    assert not outcome.kept
    assert "left behind" in outcome.broken[0]


def test_every_scenario_has_a_name_and_a_count():
    assert set(scenarios.SCENARIOS) == {
        *("web", "dispatcher", "killed", "stopped", "resume", "cancel"),
        *("crowd", "intents", "crashes", "states", "races", "outage"),
        *("disk", "log"),
    }
    assert all(count >= 1 for _, count in scenarios.SCENARIOS.values())
