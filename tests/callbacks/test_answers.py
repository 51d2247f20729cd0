"""Wires of what is under an answer."""

import numpy as np
import pytest
from PIL import Image

from dashboard.components.answer_tools import OWN
from dashboard.components.edit_form import UNCHANGED
from dashboard.data import fashion_mnist
from dashboard.serving.neighbours import Neighbours
from dashboard.serving.predictor import Predictor
from dashboard.store.versions import ModelStore
from tests.callbacks.conftest import words
from tests.callbacks.test_predict import PICTURES, data_url, png, upload
from tests.shipped import NAME

BODY = '{"index":["MATCH"],"type":"answer-body"}.children'
CHECKED = '{"index":["MATCH"],"type":"answer-checked"}.children'
EDIT, LABEL, CHECK = "answer-edit.data", "answer-label.value", "answer-check.n_clicks"
TURNED = UNCHANGED | {"right": 1}


@pytest.fixture
def pictures(fire, dataset):
    """Two uploads: a large grey one and a test image."""
    large = np.kron(dataset.test_images[0], np.ones((9, 9), np.uint8))
    contents = [data_url(png(one)) for one in (large, dataset.test_images[1])]
    return upload(fire, contents, ["large.png", "own.png"]).props[PICTURES]


def answer(fire, pictures, changed=EDIT, index=1, edit=None, label=OWN, **more):
    values = {PICTURES: pictures, EDIT: {index: edit}, LABEL: {index: label}}
    return fire(BODY, (changed, index), values | more)


def text(fired, index=1):
    [body] = [value for key, value in fired.props.items() if "answer-body" in key]
    return words(body)


def test_an_upload_has_a_working_copy_and_the_browser_only_its_key(pictures, settings):
    for picture in pictures:
        assert (settings.uploads / f"{picture['key']}.picture").is_file()


def test_a_turn_is_answered_on_that_card_only(fire, pictures):
    fired = answer(fire, pictures, edit=TURNED)
    assert all('"index":1' in key for key in fired.props)
    assert "turned by 90° to the right" in text(fired)
    assert "own.png" in text(fired)
    [said] = [v for key, v in fired.props.items() if "correction-answer" in key]
    assert said["version"] == f"{NAME}/2"


def test_without_a_change_the_answer_is_that_of_the_upload(fire, pictures, dataset):
    usual = answer(fire, pictures, edit=None)
    again = answer(fire, pictures, edit=UNCHANGED | {"left": 4})
    assert "By hand" not in text(usual) + text(again)


def test_the_chosen_class_is_named_by_the_heat(fire, pictures):
    fired = answer(fire, pictures, LABEL, label="Bag")
    assert "heat for Bag" in text(fired)


def test_a_second_version_stands_beside(fire, pictures):
    others = {"predict-other.value": f"{NAME}/1"}
    assert f"Compared with \n{NAME}/1" in text(answer(fire, pictures, **others))
    chosen = {PICTURES: pictures, "predict-model.value": f"{NAME}/2"} | others
    cards = fire("predict-answers.children", "predict-other.value", chosen).props
    assert words(list(cards.values())).count("Compared with") == 2


def test_another_version_keeps_what_was_changed_by_hand(fire, pictures):
    values = {
        PICTURES: pictures,
        "predict-model.value": f"{NAME}/1",
        EDIT: {0: None, 1: TURNED},
        LABEL: {0: OWN, 1: "Bag"},
    }
    name = "predict-answers.children"
    first, second = fire(name, "predict-model.value", values).props[name]
    assert "By hand: turned" in words(second)
    assert "By hand: turned" not in words(first)
    # other pictures begin anew
    cards = fire(name, PICTURES, values).props[name]
    assert "By hand: turned" not in words(cards)


def test_the_heat_is_checked_on_demand(fire, pictures):
    values = {PICTURES: pictures, EDIT: {0: TURNED}, LABEL: {0: "Bag"}}
    fired = fire(CHECKED, (CHECK, 0), values | {CHECK: {0: 1}})
    [said] = fired.props.values()
    assert "Bag" in said
    assert fire(CHECKED, (CHECK, 0), values | {CHECK: {0: None}}).props == {}


@pytest.mark.parametrize("edit", [3, {}, TURNED | {"ground": "blue"}])
def test_a_changed_correction_becomes_a_toast(fire, pictures, edit):
    fired = answer(fire, pictures, edit=edit)
    assert fired.props == {}
    assert "reload" in fired.toasts[0]


def test_a_copy_that_is_gone_becomes_a_toast(fire, pictures, settings):
    (settings.uploads / f"{pictures[1]['key']}.picture").unlink()
    assert answer(fire, pictures, edit=None).props
    fired = answer(fire, pictures, edit=TURNED)
    assert fired.props == {}
    assert "kept for a day" in fired.toasts[0]


def test_nobody_is_compared_with_at_first(fire):
    fired = fire("predict-other.options", None, {"predict-other.id": "predict-other"})
    values = [option["value"] for option in fired.props["predict-other.options"]]
    assert values == ["none", f"{NAME}/2", f"{NAME}/1"]
    assert fired.props["predict-other.value"] == "none"
    asked = {"predict-other.value": f"{NAME}/1"}
    kept = fire("predict-other.options", None, asked).props["predict-other.value"]
    assert kept == f"{NAME}/1"


def test_a_picture_too_small_to_turn_is_turned(fire):
    tiny = Image.new("RGB", (1, 3), "teal")
    stored = upload(fire, [data_url(png(np.asarray(tiny)))], ["a.png"]).props[PICTURES]
    assert "By hand" in text(answer(fire, stored, index=0, edit=TURNED))


NEAREST = '{"index":["MATCH"],"type":"answer-nearest"}.children'
MAKE, TICK = "answer-nearest-make.n_clicks", "answer-nearest-tick.n_intervals"


@pytest.mark.slow
def test_nearest_training_images_are_computed_by_a_process_of_their_own(
    fire, pictures, settings
):
    values = {PICTURES: pictures, EDIT: {0: None}, MAKE: {0: None}, TICK: {0: 1}}
    assert fire(NEAREST, (MAKE, 0), values).props == {}
    fired = fire(NEAREST, (MAKE, 0), values | {MAKE: {0: 1}})
    assert "looks at 5,000" in words(list(fired.props.values()))
    version = ModelStore(settings.store).get(NAME, 2)
    known = Neighbours(settings)
    # what the process was started to do; this one waits for it, or does it itself
    known.make(Predictor(version), fashion_mnist.cached(settings), lambda done: None)
    fired = fire(NEAREST, (TICK, 0), values)
    assert "their distance" in words([v for v in fired.props.values() if v is not True])
    [at_rest] = [v for k, v in fired.props.items() if k.endswith("disabled")]
    assert at_rest is True
    assert "their distance" in text(answer(fire, pictures, index=0))
