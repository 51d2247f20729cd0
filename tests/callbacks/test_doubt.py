"""Wires of the Doubt page."""

import io

import numpy as np
import pytest
from PIL import Image

from dashboard.store.predictions import OPTIONAL, REQUIRED
from tests.callbacks.conftest import words
from tests.shipped import NAME
from tests.tiny import fill_colour

WORDS, COVERAGE = "doubt-words.children", "doubt-coverage.value"
MESSAGE = "doubt-message.children"
MODEL = {"doubt-model.value": f"{NAME}/2"}


def show(fire, coverage):
    return fire(WORDS, COVERAGE, MODEL | {COVERAGE: coverage})


def save(fire, coverage):
    values = MODEL | {COVERAGE: coverage, "doubt-save.n_clicks": 1}
    return fire(MESSAGE, "doubt-save.n_clicks", values)


def ask(client, dataset):
    buffer = io.BytesIO()
    Image.fromarray(dataset.test_images[17]).save(buffer, "PNG")
    sent = {"file": (io.BytesIO(buffer.getvalue()), "a.png")}
    response = client.post("/api/v1/predict", data=sent)
    return response.json["predictions"][0]["candidates"]


def test_the_dial_begins_where_the_version_stands(fire):
    assert fire(COVERAGE, "doubt-model.value", MODEL).props[COVERAGE] == 98.0


def test_a_coverage_is_explained_and_can_be_saved(fire):
    props = show(fire, 95.0).props
    assert "At 95.0% coverage, of the 10,000 test images" in words(props[WORDS])
    assert props["doubt-save.disabled"] is False
    assert len(props["doubt-curves.figure"]["data"]) == 3
    assert show(fire, 98.0).props["doubt-save.disabled"] is True


def test_a_saved_coverage_is_obeyed_by_the_api(fire, client, dataset):
    before = ask(client, dataset)
    fired = save(fire, 99.9)
    assert "99.9% coverage" in words(fired.props[MESSAGE])
    assert len(ask(client, dataset)) >= len(before)
    assert fire(COVERAGE, "doubt-model.value", MODEL).props[COVERAGE] == 99.9
    save(fire, 80.0)
    assert len(ask(client, dataset)) == 1


@pytest.mark.parametrize("coverage", [None, "much", 0, 100, 79.9, [95]])
def test_another_coverage_becomes_a_toast(fire, coverage):
    fired = save(fire, coverage)
    assert fired.props == {}
    assert "coverage from 80 to 99.9" in fired.toasts[0]


def test_nobody_saves_by_opening_the_page(fire):
    assert fire(MESSAGE, None, MODEL).props == {}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "come from the same held-out pictures"),
        ({"thresholds_from": "photographs/1"}, "come from photographs/1, which chose"),
    ],
)
def test_where_the_thresholds_for_photographs_come_from_is_said(
    fire, store, changes, said
):
    random = np.random.default_rng(0)
    arrays = {name: random.uniform(0, 1, (9, 10)) for name in (*REQUIRED, *OPTIONAL)}
    store.publish(
        "photographs",
        lambda folder: fill_colour(folder, predictions=arrays, **changes),
    )
    chosen = {"doubt-model.value": "photographs/1", COVERAGE: 95.0}
    assert said in words(fire(WORDS, COVERAGE, chosen).props[WORDS])
