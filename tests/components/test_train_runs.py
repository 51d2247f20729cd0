"""Which runs the Train page shows, and that it gets only what is new."""

import pytest
from dash import no_update

from dashboard.components import train_runs
from dashboard.jobs import queue
from tests.components.conftest import words
from tests.components.test_runs import STEP, submitted
from tests.jobs.stand_in import request


@pytest.fixture
def settings(at_rest):
    return at_rest


def test_without_runs_the_page_says_so(settings):
    told = train_runs.page_state(settings, None, [])
    assert words(told["cards"]) == "No run yet."
    assert told["line"] == []


def test_old_runs_make_room_and_those_that_wait_are_in_the_line(settings):
    for number in range(train_runs.MOST_RUNS + 2):
        submitted(settings, f"ended {number}").cancel()
    waiting = [submitted(settings, f"waiting {n}").id for n in range(3)]
    told = train_runs.page_state(settings, None, [])
    cards = [card.to_plotly_json()["props"] for card in told["cards"]]
    assert len(cards) == train_runs.MOST_RUNS
    assert {card["data-state"] for card in cards} == {"cancelled"}
    for run_id in waiting:
        assert run_id in words(told["line"])


def test_ended_trials_of_a_study_leave_the_page_to_others(settings):
    recipe = {"backbone": "cnn", "weights": "none", "image_size": 28}
    trial = request("t", recipe=recipe, study="heads", publish=False)
    run = queue.submit(settings, trial)
    run.change("starting")
    [card] = train_runs.page_state(settings, None, [])["cards"]
    assert "Trial of \nheads" in words(card)
    run.change("succeeded")
    assert words(train_runs.page_state(settings, None, [])["cards"]) == "No run yet."


def test_no_begun_run_is_hidden(settings):
    for number in range(train_runs.MOST_RUNS + 2):
        submitted(settings, f"begun {number}").change("starting")
    cards = train_runs.page_state(settings, None, [])["cards"]
    assert len(cards) == train_runs.MOST_RUNS + 2


def test_of_the_same_cards_only_the_moving_parts_are_sent(settings):
    run = submitted(settings)
    run.change("starting")
    on_page = [{"index": run.id}, {"index": "gone"}]
    first = train_runs.page_state(settings, None, on_page)
    assert first["live"] == [no_update, no_update]
    run.report("step", **STEP)
    told = train_runs.page_state(settings, first["shown"], on_page)
    assert told["cards"] is told["line"] is no_update
    assert "loss 0.500" in words(told["live"][0])
    assert told["live"][1] is no_update
    told = train_runs.page_state(settings, told["shown"], on_page)
    assert set(map(id, [*told["live"], told["shown"]])) == {id(no_update)}
    run.cancel()
    assert (
        train_runs.page_state(settings, first["shown"], on_page)["cards"]
        is not no_update
    )


@pytest.mark.parametrize("shown", [None, [], "x", {"cards": 3}, {"live": 3}])
def test_whatever_the_browser_remembers_the_cards_come(settings, shown):
    submitted(settings).cancel()
    assert len(train_runs.page_state(settings, shown, [])["cards"]) == 1
