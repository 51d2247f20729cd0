"""Wires of a run's page, and of the buttons that it shares with the Train page."""

import pytest

from dashboard.jobs import dispatcher, folder, queue
from dashboard.jobs.request import Request
from dashboard.presets import defaults
from tests.callbacks.conftest import pressed, words

MESSAGE, TICK = "run-message.children", "run-tick.n_intervals"


@pytest.fixture(autouse=True)
def asked(monkeypatch):
    """Calls of `dispatcher.ensure`, which starts nothing here."""
    calls = []
    monkeypatch.setattr(dispatcher, "ensure", calls.append)
    return calls


@pytest.fixture
def run(settings):
    recipe = defaults("cnn").to_dict()
    return queue.submit(settings, Request(recipe, "small", None, "one", "a test"))


def press(fire, kind, run_id):
    return fire(MESSAGE, *pressed("run-pressed.data", f"run-{kind}", run_id))


def test_the_page_is_filled_and_then_only_told_what_is_new(fire, run, asked, settings):
    first = fire("run-head.children", None, {"run-id.data": run.id}).props
    assert "queued" in words(first["run-head.children"])
    assert first["run-body.hidden"] is False
    assert asked == [settings]
    values = {"run-id.data": run.id, "run-seen.data": first["run-seen.data"]}
    assert fire("run-head.children", TICK, values).props == {}


@pytest.mark.parametrize("run_id", ["20260101-000000-cnn-0000", "../../etc", "", None])
def test_a_run_that_is_not_there_is_a_sentence_on_its_page(fire, run_id):
    fired = fire("run-head.children", None, {"run-id.data": run_id})
    assert "Expected a run" in words(fired.props["run-head.children"])
    assert fired.props["run-body.hidden"] is True
    assert fired.toasts == []


def test_a_run_is_cancelled_and_goes_on(fire, run):
    assert fire(MESSAGE, "run-pressed.data").props == {}  # a page that opens
    assert run.status().state == "queued"
    assert run.id in press(fire, "cancel", run.id).props[MESSAGE]
    assert run.status().state == "cancelled"
    assert "goes on" in press(fire, "resume", run.id).props[MESSAGE]
    assert run.status().state == "queued"
    assert "Expected run" in press(fire, "resume", run.id).toasts[0]


def test_a_run_is_stopped_and_kept(fire, run):
    assert "nothing to keep yet" in press(fire, "keep", run.id).toasts[0]
    run.change("starting")
    assert "best one is published" in press(fire, "keep", run.id).props[MESSAGE]
    assert run.keep_file.exists()


@pytest.mark.parametrize("run_id", ["../../etc", "20260101-000000-cnn-0000", ""])
@pytest.mark.parametrize("kind", ["cancel", "keep", "resume"])
def test_a_button_of_no_run_becomes_a_toast(fire, settings, kind, run_id):
    fired = press(fire, kind, run_id)
    assert fired.props == {}
    assert "Expected a run" in fired.toasts[0]
    assert folder.list_runs(settings) == []
