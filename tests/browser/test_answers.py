"""A person asks why: corrects a picture by hand, looks at another class's heat, checks
it, and sets another version beside the first."""

import json

import pytest
from PIL import Image
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from dashboard import ids
from tests.browser.visitor import item
from tests.shipped import NAME

ANSWER = f"#{ids.PREDICT_ANSWERS} .answer"
BODY = f"{ANSWER} .answer-body"
BOOT = 0


def slider(side):
    place = {"index": 0, "side": side, "type": ids.ANSWER_CUT}
    return f"[id='{json.dumps(place, separators=(',', ':'))}']"


@pytest.fixture
def card(dash_br, dataset, tmp_path):
    """The Predict page with the answer for an uploaded boot."""
    path = tmp_path / "boot.png"
    image = Image.fromarray(255 - dataset.test_images[BOOT])
    image.resize((200, 200)).convert("RGB").save(path)
    dash_br.open("/")
    dash_br.choose(ids.PREDICT_MODEL, f"{NAME}/1")
    dash_br.upload(ids.PREDICT_UPLOAD, path)
    dash_br.until(lambda: dash_br.all(f"{ANSWER} .barlayer"))
    return dash_br


def source(page, kind):
    """The address of the first picture of a kind on the card."""
    return page.attributes(f"{BODY} img.{kind}", "src")[:1]


def open_form(page):
    page.all(f"{ANSWER} .by-hand summary")[0].send_keys(Keys.ENTER)


def test_the_strip_shows_each_step(card):
    card.until(lambda: card.loaded(f"{ANSWER} .film img"))
    assert card.texts(f"{ANSWER} .film figcaption") == [
        *("Upright", "Cut to what stands out", "Grey", "Dark and bright swapped"),
        "28×28",
    ]


def test_turning_and_swapping_change_what_is_answered_and_can_be_undone(card):
    upright, before = source(card, "original"), source(card, "seen")
    open_form(card)
    card.click(item(ids.ANSWER_RIGHT, 0))
    card.see(BODY, "By hand: turned by 90° to the right")
    turned = source(card, "seen")
    assert turned != before
    assert source(card, "original") != upright
    card.click(item(ids.ANSWER_SWAPPED, 0))
    card.see(BODY, "the other way")
    assert source(card, "seen") not in (before, turned)
    card.see(f"{ANSWER} .film", "Turned by hand")
    card.click(item(ids.ANSWER_RESET, 0))
    card.until(lambda: "By hand" not in card.text(BODY))
    assert source(card, "seen") == before
    assert source(card, "original") == upright


def test_the_keyboard_cuts_and_the_outline_follows(card):
    open_form(card)
    card.wait_for_element(slider("left"))
    card.all(slider("left"))[0].send_keys(*[Keys.ARROW_RIGHT] * 30)
    outline = f"{ANSWER} .edit .outline"
    script = "return getComputedStyle(document.querySelector(arguments[0])).left"
    card.until(lambda: card.driver.execute_script(script, outline) != "0px")
    card.see(BODY, "a part was cut out")
    card.click(item(ids.ANSWER_RESET, 0))
    card.until(lambda: "By hand" not in card.text(BODY))
    assert card.driver.execute_script(script, outline) == "0px"


def test_another_ground_is_chosen(card):
    open_form(card)
    Select(card.all(item(ids.ANSWER_GROUND, 0))[0]).select_by_value("white")
    card.see(BODY, "By hand: the ground is white")


def test_another_class_has_another_heat_and_the_check_speaks_of_it(card):
    before = source(card, "heat")
    Select(card.all(item(ids.ANSWER_LABEL, 0))[0]).select_by_value("Sandal")
    card.see(BODY, "heat for Sandal from 7x7 places")
    assert source(card, "heat") != before
    card.click(item(ids.ANSWER_CHECK, 0))
    card.see(item(ids.ANSWER_CHECKED, 0), "Sandal")
    Select(card.all(item(ids.ANSWER_LABEL, 0))[0]).select_by_value("Bag")
    card.until(lambda: card.text(item(ids.ANSWER_CHECKED, 0)) == "")


def test_another_version_stands_beside_and_keeps_the_correction(card):
    open_form(card)
    card.click(item(ids.ANSWER_LEFT, 0))
    card.see(BODY, "By hand: turned")
    card.choose(ids.PREDICT_OTHER, f"{NAME}/2")
    card.see(f"{ANSWER} .answer-second", f"{NAME}/2")
    assert "By hand: turned by 90° to the left" in card.text(BODY)
    assert card.loaded(f"{ANSWER} .answer-second img.heat")
    # the form holds what it held: one more click is half a turn
    card.click(item(ids.ANSWER_LEFT, 0))
    card.see(BODY, "By hand: turned by 180°")
    card.choose(ids.PREDICT_OTHER, "none")
    card.until(lambda: not card.all(f"{ANSWER} .answer-second"))


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(card, width):
    if width < 500:
        card.narrow(width)
    open_form(card)
    card.choose(ids.PREDICT_OTHER, f"{NAME}/2")
    card.see(f"{ANSWER} .answer-second", f"{NAME}/2")
    wide = "return document.documentElement.scrollWidth"
    assert card.driver.execute_script(wide) <= width


def test_the_nearest_training_images_come_when_asked_for(card):
    card.see(f"{ANSWER} .nearest", f"neighbours --model {NAME}/1")
    card.click(item(ids.ANSWER_NEAREST_MAKE, 0))
    card.until(lambda: card.loaded(f"{ANSWER} .nearest img"), seconds=120)
    assert len(card.all(f"{ANSWER} .nearest img")) == 6
    assert "Ankle boot" in card.text(f"{ANSWER} .nearest")
    # another correction draws the card anew, with what is nearest then
    before = card.attributes(f"{ANSWER} .nearest img", "src")
    open_form(card)
    card.click(item(ids.ANSWER_RIGHT, 0))
    card.see(BODY, "By hand: turned")
    assert card.attributes(f"{ANSWER} .nearest img", "src") != before
