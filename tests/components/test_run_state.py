"""A run's page gets what is new, and little of it."""

import json

import pytest
from dash import Patch, no_update
from plotly.utils import PlotlyJSONEncoder

from dashboard.components import run_state
from dashboard.figures.run import GRAPHS
from dashboard.jobs import events
from dashboard.jobs.queue import submit
from tests.components.conftest import words
from tests.jobs.stand_in import request


@pytest.fixture
def run(at_rest):
    return submit(at_rest, request("one"))


def look(settings, run, seen=None):
    return run_state.page_state(settings, run.id, seen)


def train(run, epoch, steps, of=100):
    for step in steps:
        values = {"loss": 1.23456789, "accuracy": 0.123456789, "memory": 1_234_567_890}
        speed = {"images_per_second": 123.456789, "learning_rate": 0.00123456789}
        run.report("step", epoch=epoch, step=step, steps=of, **values, **speed)


def size(told) -> int:
    """Bytes of what a browser gets."""
    sent = {name: part for name, part in told.items() if part is not no_update}
    return len(json.dumps(sent, cls=PlotlyJSONEncoder))


def changed(told) -> set[str]:
    return {name for name, part in told.items() if part is not no_update}


def test_nothing_new_is_nothing_sent(at_rest, run):
    first = look(at_rest, run)
    assert changed(first) == set(first)
    assert changed(look(at_rest, run, first["seen"])) == set()


def test_a_step_extends_the_curves_and_leaves_the_rest(at_rest, run):
    train(run, 1, (1,))
    first = look(at_rest, run)
    train(run, 1, (2, 3))
    told = look(at_rest, run, first["seen"])
    assert changed(told) == {"seen", "live", *GRAPHS}
    assert isinstance(told["accuracy"], Patch)
    added = json.dumps(told["accuracy"], cls=PlotlyJSONEncoder)
    assert '"Extend"' in added
    assert "0.02, 0.03" in added


def test_a_tick_of_a_long_run_is_small(at_rest, run):
    """100,000 reports of steps: what a page gets at first, and at each look."""
    line = '{"kind": "step", "epoch": %d, "step": %d, "steps": 1000, "loss": 0.5}\n'
    with open(run.folder / "events.jsonl", "a") as file:
        for epoch in range(1, 101):
            file.writelines(line % (epoch, step) for step in range(1, 1001))
    first = look(at_rest, run)
    assert len(first["loss"].data[0].x) <= 400
    assert size(first) < 60_000
    train(run, 101, (1, 2))
    assert size(look(at_rest, run, first["seen"])) < 5_000


def test_a_page_left_open_for_hours_is_thinned_again(at_rest, run, monkeypatch):
    monkeypatch.setattr(run_state, "MOST_ADDED", 3)
    seen, drawn = None, []
    for step in range(1, 7):
        train(run, 1, (step,))
        told = look(at_rest, run, seen)
        drawn.append(not isinstance(told["loss"], Patch))
        seen = told["seen"]
    assert drawn == [True, False, False, False, True, False]


def test_a_curve_that_turned_back_is_drawn_anew(at_rest, run):
    train(run, 1, (10, 20))
    seen = look(at_rest, run)["seen"]
    train(run, 1, (15,))
    told = look(at_rest, run, seen)
    assert list(told["loss"].data[0].x) == [0.1, 0.15]


def test_the_log_grows_by_its_new_lines(at_rest, run):
    run.log_file.write_text("one\n")
    first = look(at_rest, run)
    assert first["log"] == ["one\n"]
    with open(run.log_file, "a") as file:
        file.write("two\n")
    told = look(at_rest, run, first["seen"])
    assert changed(told) == {"log", "seen"}
    [operation] = told["log"].to_plotly_json()["operations"]
    assert operation["operation"] == "Append"
    assert operation["params"]["value"] == "two\n"
    assert changed(look(at_rest, run, told["seen"])) == set()


def test_a_change_of_state_changes_buttons_and_pace(at_rest, run):
    seen = look(at_rest, run)["seen"]
    run.cancel()
    told = look(at_rest, run, seen)
    assert {"head", "buttons", "states", "interval"} <= changed(told)
    assert told["interval"] == run_state.OVER_MILLISECONDS
    assert "Go on" in words(told["buttons"])
    # who pressed it here or in another tab sees it start again
    run.reopen("queued")
    assert look(at_rest, run, told["seen"])["interval"] == run_state.LIVE_MILLISECONDS


def test_a_waiting_run_tells_its_place(at_rest, run):
    second = submit(at_rest, request("two"))
    assert "Place 1 in the line" in words(look(at_rest, run)["head"])
    assert "Place 2 in the line" in words(look(at_rest, second)["head"])


@pytest.mark.parametrize("damage", ["offset", "seq", "last", "added", "log", "marks"])
@pytest.mark.parametrize("value", [None, "x", -1, [], {"step": "x"}])
def test_whatever_the_browser_remembers_the_page_comes(at_rest, run, damage, value):
    train(run, 1, (1,))
    seen = look(at_rest, run)["seen"]
    told = look(at_rest, run, {**seen, damage: value})
    assert told["head"] is no_update or words(told["head"])


@pytest.mark.parametrize("seen", [None, {}, [], "x", 3, {"run": "another"}])
def test_what_is_of_another_run_is_forgotten(at_rest, run, seen):
    assert changed(look(at_rest, run, seen)) == set(look(at_rest, run))


@pytest.mark.parametrize("run_id", ["", None, 3, "../x", "20260101-000000-cnn-0000"])
def test_an_unknown_run_is_a_sentence(at_rest, run_id):
    told = run_state.page_state(at_rest, run_id, None)
    assert "Expected a run" in words(told["head"])
    assert told["body"] is True
    assert set(told) == set(look_keys())


def look_keys():
    names = (*run_state.SECTIONS, *GRAPHS, "log", "body", "interval", "seen")
    return names


def test_events_of_other_kinds_move_the_place(at_rest, run):
    seen = look(at_rest, run)["seen"]
    events.append(run.folder / "events.jsonl", "features", view=1)
    told = look(at_rest, run, seen)
    assert changed(told) == {"seen"}
    assert told["seen"]["seq"] == seen["seq"] + 1
