"""Cards of runs in every state."""

import dash_bootstrap_components as dbc
import pytest
from dash import html

from dashboard.components import runs
from dashboard.jobs import queue
from dashboard.jobs.clock import now
from dashboard.jobs.request import Request
from dashboard.jobs.status import ACTIVE, FINAL, RESUMABLE, Status
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
def settings(at_rest):
    return at_rest


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
    going = ["Stop and keep", "Cancel"]
    expected = {**dict.fromkeys(RESUMABLE, ["Go on"]), "succeeded": []}
    expected |= dict.fromkeys(("starting", "running", "stalled"), going)
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


def test_who_has_asked_to_keep_cannot_ask_again(settings):
    run = submitted(settings)
    run.keep_file.touch()
    keep, cancel = parts(runs.run_card(run, Status("running", now())), dbc.Button)
    assert (keep.disabled, cancel.disabled) == (True, False)


def test_a_card_has_a_small_curve_with_words(settings):
    run = submitted(settings)
    for epoch in (1, 2):
        run.report("step", **STEP | {"epoch": epoch, "accuracy": 0.4 * epoch})
    [picture] = parts(runs.run_card(run, Status("succeeded", now())), html.Img)
    assert picture.src.startswith("data:image/svg+xml,")
    assert "from 40.0% to 80.0%" in picture.alt


def test_a_finished_card_says_how_far_it_came(settings):
    run = submitted(settings)
    run.report("step", **STEP)
    for epoch, accuracy in ((1, 0.7), (2, 0.9), (3, 0.8)):
        run.report("epoch", epoch=epoch, validation_accuracy=accuracy)
    told = words(runs.run_card(run, Status("succeeded", now())))
    assert "3 epochs · best validation 90.0%" in told
