"""Cards of runs in every state."""

import dash_bootstrap_components as dbc
import pytest
from dash import html

from dashboard.components import runs
from dashboard.jobs import dispatcher, queue
from dashboard.jobs.clock import now
from dashboard.jobs.request import Request
from dashboard.jobs.status import ACTIVE, FINAL, RESUMABLE, Status
from dashboard.settings import Settings
from tests.components.conftest import parts, words

STEP = {
    "epoch": 2,
    "step": 50,
    "steps": 100,
    "loss": 0.5,
    "accuracy": 0.81,
    "images_per_second": 812.3,
    "seconds_left": 90.0,
}


@pytest.fixture
def settings(tmp_path, monkeypatch):
    # no app here, so no path that it is mounted under
    monkeypatch.setattr(runs, "get_relative_path", lambda path: path)
    monkeypatch.setattr(dispatcher, "ensure", lambda settings: None)
    return Settings(runs=tmp_path / "runs", store=tmp_path / "store")


def submitted(settings, token="one"):
    recipe = {"backbone": "cnn", "weights": "none", "image_size": 28, "epochs": 4}
    request = Request({**recipe, "head_epochs": 0}, "small", None, token, "a test")
    return queue.submit(settings, request)


@pytest.mark.parametrize("state", ["queued", *ACTIVE, *FINAL])
def test_every_state_is_named_and_has_the_button_that_helps(settings, state):
    run = submitted(settings)
    run.log_file.write_text("first\nlast words\n")
    card = runs.run_card(run, Status(state, now(), "A sentence."))
    props = card.to_plotly_json()["props"]
    assert (props["data-run"], props["data-state"]) == (run.id, state)
    [badge] = [s for s in parts(card, html.Span) if "run-state" in s.className]
    assert badge.children == state
    assert "A sentence." in words(card)
    said = [button.children for button in parts(card, dbc.Button)]
    expected = {**dict.fromkeys(RESUMABLE, ["Go on"]), "succeeded": []}
    assert said == expected.get(state, ["Cancel"])
    assert ("last words" in words(card)) == (state in ("failed", "lost"))


def test_a_cancelling_run_cannot_be_cancelled_again(settings):
    card = runs.run_card(submitted(settings), Status("cancelling", now()))
    [button] = parts(card, dbc.Button)
    assert button.disabled


def test_progress_is_told_in_figures(settings):
    run = submitted(settings)
    run.report("step", **STEP)
    card = runs.run_card(run, Status("running", now()))
    [bar] = parts(card, dbc.Progress)
    assert bar.value == 37.5
    text = words(card)
    for part in ("epoch 2 of 4", "step 50 of 100", "loss 0.500", "accuracy 81.0%"):
        assert part in text
    assert "validation" not in text
    run.report("epoch", epoch=1, validation_accuracy=0.7)
    run.report("step", **STEP)
    assert "validation 70.0%" in words(runs.run_card(run, Status("running", now())))


def test_without_runs_the_page_says_so(settings):
    assert words(runs.run_cards(settings)) == "No run yet."


def test_old_runs_make_room_but_no_open_one_is_hidden(settings):
    for number in range(runs.MOST_RUNS + 2):
        run = submitted(settings, f"ended {number}")
        run.cancel()
    waiting = [submitted(settings, f"waiting {n}").id for n in range(3)]
    cards = [card.to_plotly_json()["props"] for card in runs.run_cards(settings)]
    assert len(cards) == runs.MOST_RUNS
    assert {card["data-run"] for card in cards[:3]} == set(waiting)
    assert {card["data-state"] for card in cards[3:]} == {"cancelled"}
