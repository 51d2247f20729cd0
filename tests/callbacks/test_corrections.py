"""Wires of the Corrections page, and of the form under an answer."""

import numpy as np
import pytest
from PIL import Image

from dashboard.components.intake import Picture, from_test_set
from dashboard.components.pictures import data_url
from dashboard.corrections.entry import NONE_OF_THE_TEN
from dashboard.corrections.folder import Corrections
from tests.callbacks.conftest import words
from tests.corrections.conftest import FACTS, pixels
from tests.shipped import NAME
from tests.tiny import fill_colour

GRID = "corrections-grid.children"
COUNT = "corrections-count.children"
SAVE = "correction-save.n_clicks"
LABEL = "corrections-label.value"
DELETE = "corrections-delete.n_clicks"
MESSAGE = '{"index":["MATCH"],"type":"correction-message"}.children'


@pytest.fixture
def kept(settings):
    return Corrections(settings.corrections)


@pytest.fixture
def stored(kept):
    """Three corrections; picture 1 is a coat, the others are bags."""
    labels = {1: "Coat", 2: "Bag", 3: "Bag"}
    return [
        kept.save(Image.new("RGB", (9, 9)), pixels(n), **FACTS | {"label": label})
        for n, label in labels.items()
    ]


def picture(number=0, **changes) -> dict:
    made = Picture(
        "a.png",
        data_url(Image.new("RGB", (60, 40), "teal"), "JPEG"),
        pixels(number),
        steps=("Cropped.",),
    )
    return {**made.to_json(), **changes}


def save(fire, pictures, index=0, clicks=1, **changes):
    values = {
        "correction-label.value": {index: "Coat"},
        "correction-note.value": {index: None},
        "correction-answer.data": {index: {"version": "shoes/3", "answer": "Bag"}},
        "predict-pictures.data": pictures,
        SAVE: {index: clicks},
    }
    return fire(MESSAGE, (SAVE, index), values | changes)


def test_a_correction_is_stored_with_what_it_is_about(fire, kept):
    fired = save(fire, [picture(1), picture(2)], index=1)
    [message] = fired.props.values()
    assert "Saved as Coat" in words(message)
    [entry] = kept.list().entries
    assert (entry.label, entry.answer, entry.version) == ("Coat", "Bag", "shoes/3")
    assert (entry.steps, entry.in_dataset) == (("Cropped.",), False)
    np.testing.assert_array_equal(kept.pixels(entry.id), pixels(2))
    assert kept.picture(entry.id).name == "picture.jpg"


def test_who_was_wrong_is_kept_and_what_it_saw(fire, kept, store):
    store.publish("photographs", fill_colour)
    square = data_url(Image.new("RGB", (64, 64), "teal"))
    shown = picture(1, square=square, square_steps=("Brought to 64 pixels.",))
    for version, photograph in (("photographs/1", True), (f"{NAME}/1", False)):
        said = {"version": version, "answer": "Bag"}
        save(fire, [shown], **{"correction-answer.data": {0: said}})
        [entry] = kept.list().entries
        assert entry.photograph is photograph
        steps = "Brought to 64 pixels." if photograph else "Cropped."
        assert entry.steps == (steps,)


def test_a_form_that_appears_stores_nothing(fire, kept):
    assert save(fire, [picture()], clicks=None).props == {}
    assert kept.list().entries == []


def test_a_second_click_stores_nothing_twice(fire, kept):
    for clicks in (1, 2):
        save(fire, [picture()], clicks=clicks)
    assert len(kept.list().entries) == 1


def test_an_image_of_the_test_set_is_marked_as_one(fire, kept, dataset):
    shown = from_test_set(12, dataset.test_images).to_json()
    save(fire, [shown])
    [entry] = kept.list().entries
    assert (entry.in_dataset, entry.usable) == (True, False)


@pytest.mark.parametrize(
    ("pictures", "changes", "words"),
    [
        ([picture()], {"correction-label.value": {0: None}}, "choose what it is"),
        ([picture()], {"correction-label.value": {0: "coat"}}, "Expected one of"),
        ([picture()], {"correction-answer.data": {0: {}}}, "Expected an answer"),
        ([picture()], {"correction-answer.data": {0: 3}}, "lost its answer"),
        ([], {}, "lost its picture"),
        (None, {}, "lost its picture"),
        ([3], {}, "lost its picture"),
        ([picture(error="It is no picture.")], {}, "no picture to correct"),
        ([picture(shown="data:image/png;base64,AAAA")], {}, "picture"),
        ([picture(steps=["x" * 999])], {}, "Expected sentences"),
    ],
)
def test_what_cannot_be_stored_becomes_a_toast(fire, kept, pictures, changes, words):
    fired = save(fire, pictures, **changes)
    assert (fired.status, fired.props, len(fired.toasts)) == (200, {}, 1)
    assert words in fired.toasts[0]
    assert kept.list().entries == []


def test_without_a_correction_the_page_says_how_to_begin(fire, settings):
    props = fire(GRID, None).props
    assert "Nothing is stored here yet" in words(props[GRID])
    assert str(settings.corrections) in words(props[COUNT])


def test_all_are_listed_and_filtered_by_label(fire, stored):
    props = fire(GRID, None).props
    assert len(props[GRID]) == 3
    assert "3 corrections" in words(props[COUNT])
    chosen = {"corrections-filter.value": "Bag"}
    assert len(fire(GRID, "corrections-filter.value", chosen).props[GRID]) == 2
    chosen = {"corrections-filter.value": "Dress"}
    fired = fire(GRID, "corrections-filter.value", chosen)
    assert "None of your corrections" in words(fired.props[GRID])


def test_no_picture_travels_with_the_page(fire, stored):
    text = str(fire(GRID, None).props)
    assert f"/images/corrections/{stored[0].id}/picture" in text
    assert "base64" not in text


def test_another_label_is_stored_and_the_cards_stay(fire, stored, kept):
    one = stored[0].id
    values = {LABEL: {one: NONE_OF_THE_TEN, stored[1].id: "Bag"}}
    values["corrections-label.id"] = values[LABEL]
    fired = fire(COUNT, (LABEL, one), values)
    assert "1 none of the ten" in words(fired.props[COUNT])
    assert GRID not in fired.props
    assert kept.get(one).label == NONE_OF_THE_TEN


def test_selects_that_appear_change_nothing(fire, stored, kept):
    values = {LABEL: {stored[0].id: "Coat"}}
    values["corrections-label.id"] = values[LABEL]
    assert fire(COUNT, (LABEL, stored[0].id), values).props == {}


@pytest.mark.parametrize("label", ["coat", None, ["Coat"], {}])
def test_a_label_that_a_browser_changed_becomes_a_toast(fire, stored, kept, label):
    values = {LABEL: {stored[0].id: label}}
    values["corrections-label.id"] = values[LABEL]
    fired = fire(COUNT, (LABEL, stored[0].id), values)
    assert (fired.status, fired.props, len(fired.toasts)) == (200, {}, 1)
    assert kept.get(stored[0].id) == stored[0]


def test_deleting_asks_first(fire, stored, kept):
    one = stored[0].id
    opened = "corrections-confirm.is_open"
    fired = fire(opened, (DELETE, one), {DELETE: {one: 1, stored[1].id: None}})
    assert fired.props[opened] is True
    assert fired.props["corrections-chosen.data"] == one
    assert "Coat" in words(fired.props["corrections-confirm-body.children"])
    assert len(kept.list().entries) == 3


def test_buttons_that_appear_ask_nothing(fire, stored):
    fired = fire(
        "corrections-chosen.data",
        (DELETE, stored[0].id),
        {DELETE: {stored[0].id: None}},
    )
    assert fired.props == {}


@pytest.mark.parametrize(("button", "left"), [("really", 2), ("keep", 3)])
def test_what_was_answered_is_done(fire, stored, kept, button, left):
    clicked = f"corrections-{button}.n_clicks"
    values = {clicked: 1, "corrections-chosen.data": stored[0].id}
    fired = fire("corrections-confirm.is_open", clicked, values)
    assert fired.props["corrections-confirm.is_open"] is False
    assert ("corrections-changed.data" in fired.props) is (left == 2)
    assert len(kept.list().entries) == left


@pytest.mark.parametrize("chosen", ["../../etc", "0" * 16, None])
def test_deleting_what_is_not_there_becomes_a_toast(fire, stored, kept, chosen):
    clicked = "corrections-really.n_clicks"
    values = {clicked: 1, "corrections-chosen.data": chosen}
    fired = fire("corrections-changed.data", clicked, values)
    assert (fired.status, fired.props, len(fired.toasts)) == (200, {}, 1)
    assert len(kept.list().entries) == 3


def test_a_long_list_has_pages(fire, kept):
    for number in range(25):
        kept.save(Image.new("L", (9, 9)), pixels(number), **FACTS)
    values = {"corrections-page.active_page": 2}
    props = fire(GRID, "corrections-page.active_page", values).props
    assert (len(props[GRID]), props["corrections-page.max_value"]) == (1, 2)
    values = {"corrections-page.active_page": 99}
    props = fire(GRID, "corrections-page.active_page", values).props
    assert props["corrections-page.active_page"] == 2


def test_a_forged_index_becomes_a_toast(fire, kept):
    fired = save(fire, [picture()], index=7)
    assert "lost its picture" in fired.toasts[0]
    assert kept.list().entries == []
