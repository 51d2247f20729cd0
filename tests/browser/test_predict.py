"""The Predict page: pictures in, answers out."""

import re

import pytest
from PIL import Image

from dashboard import ids
from dashboard.data.uploads import MAX_BYTES
from dashboard.labels import LABELS
from tests.browser.visitor import item, items
from tests.shipped import NAME

ANSWER = f"#{ids.PREDICT_ANSWERS} .answer"
BOOT = 0  # test image 0 is an ankle boot


@pytest.fixture
def picture(tmp_path, dataset):
    """Makes a PNG of a test image."""

    def make(index, side=28):
        path = tmp_path / f"picture-{index}.png"
        image = Image.fromarray(dataset.test_images[index])
        image.resize((side, side)).save(path)
        return path

    return make


def answers(dash_br, count):
    """The cards, once there are `count`, each with its bars or an error drawn."""
    drawn = f"{ANSWER} .barlayer, {ANSWER} [role=alert]"
    dash_br.until(lambda: len(dash_br.all(drawn)) == count)
    return dash_br.texts(ANSWER)


def test_a_png_is_answered_with_bars_heat_time_and_version(dash_br, picture):
    dash_br.open("/")
    dash_br.upload(ids.PREDICT_UPLOAD, picture(BOOT, side=200))
    [card] = answers(dash_br, 1)
    label = dash_br.text(f"{ANSWER} .answer-label")
    assert label in LABELS
    bars = dash_br.texts(f"{ANSWER} .barlayer .bartext")
    assert len(bars) == len(LABELS)
    assert all(re.fullmatch(r"[<>]? ?\d+\.\d%", text) for text in bars)
    names = dash_br.texts(f"{ANSWER} .yaxislayer-above text")
    assert sorted(names) == sorted(LABELS)
    # the likeliest stands on top, which Plotly draws last on a reversed axis
    assert dash_br.text(f"{ANSWER} .answer-confidence") in bars
    assert re.search(rf"{NAME}/1 · \d+\.\d ms", card)
    assert "picture-0.png" in card
    assert dash_br.loaded(f"{ANSWER} img.heat")
    assert dash_br.loaded(f"{ANSWER} img.original")
    assert dash_br.loaded(f"{ANSWER} img.seen")


def test_a_text_file_is_answered_with_a_sentence(dash_br, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("a list of garments")
    dash_br.open("/")
    dash_br.upload(ids.PREDICT_UPLOAD, notes)
    [card] = answers(dash_br, 1)
    assert "notes.txt" in card
    assert "picture" in card
    assert not dash_br.all(f"#{ids.SHELL_TOASTS} .toast")


def test_several_files_keep_their_order_and_one_bad_file_harms_no_other(
    dash_br, picture, tmp_path
):
    broken = tmp_path / "broken.png"
    broken.write_bytes(picture(5).read_bytes()[:90])
    # the first one is read last: it is by far the largest
    files = [picture(3, side=2000), broken, picture(1), picture(2)]
    dash_br.open("/")
    dash_br.upload(ids.PREDICT_UPLOAD, *files)
    cards = answers(dash_br, 4)
    for card, file in zip(cards, files, strict=True):
        assert file.name in card
    shown = [
        len(card.find_elements("css selector", "img.heat")) > 0
        for card in dash_br.all(ANSWER)
    ]
    assert shown == [True, False, True, True]


def test_the_same_file_can_be_chosen_again(dash_br, picture):
    file = picture(BOOT)
    dash_br.open("/")
    for others in ((), (picture(1),), ()):
        dash_br.upload(ids.PREDICT_UPLOAD, file, *others)
        answers(dash_br, 1 + len(others))


def test_too_large_a_file_is_refused_in_words(dash_br, tmp_path):
    large = tmp_path / "large.png"
    large.write_bytes(bytes(MAX_BYTES + 1))
    dash_br.open("/")
    dash_br.upload(ids.PREDICT_UPLOAD, large)
    dash_br.until(lambda: "MB" in dash_br.text(f"{ANSWER}, .toast"))


def test_a_pasted_picture_is_answered(dash_br):
    dash_br.open("/")
    dash_br.until(lambda: dash_br.all(items(ids.PREDICT_SAMPLE)))
    dash_br.driver.execute_async_script(
        """const done = arguments[0], canvas = document.createElement("canvas");
        canvas.width = canvas.height = 40;
        canvas.getContext("2d").fillRect(10, 5, 20, 30);
        canvas.toBlob(blob => {
          const held = new DataTransfer();
          held.items.add(new File([blob], "pasted.png", {type: "image/png"}));
          document.dispatchEvent(new ClipboardEvent("paste", {clipboardData: held}));
          done();
        });"""
    )
    [card] = answers(dash_br, 1)
    assert "pasted.png" in card


def test_a_test_image_is_answered_and_others_can_be_had(dash_br, dataset):
    dash_br.open("/")
    dash_br.until(lambda: dash_br.loaded(f"#{ids.PREDICT_SAMPLES} img"))
    assert dash_br.attributes(f"#{ids.PREDICT_SAMPLES} img", "title") == list(LABELS)
    before = dash_br.attributes(f"#{ids.PREDICT_SAMPLES} img", "src")
    dash_br.click(f"#{ids.PREDICT_MORE}")
    dash_br.until(
        lambda: dash_br.attributes(f"#{ids.PREDICT_SAMPLES} img", "src") != before
    )
    dash_br.click(f"#{ids.PREDICT_SAMPLES} button")
    [card] = answers(dash_br, 1)
    assert "Test image" in card


def test_another_model_answers_the_same_picture(dash_br):
    dash_br.open("/")
    dash_br.click(f"#{ids.PREDICT_SAMPLES} button")
    answers(dash_br, 1)
    assert dash_br.text(f"{ANSWER} .answer-model") == f"{NAME}/1"
    first = dash_br.texts(f"{ANSWER} .barlayer .bartext")
    dash_br.choose(ids.PREDICT_MODEL, f"{NAME}/2")
    dash_br.see(f"{ANSWER} .answer-model", f"{NAME}/2")
    dash_br.until(lambda: dash_br.texts(f"{ANSWER} .barlayer .bartext") != first)


def test_a_model_in_the_address_answers(dash_br):
    dash_br.open(f"/?model={NAME}/2")
    dash_br.until(lambda: dash_br.chosen(ids.PREDICT_MODEL) == f"{NAME}/2")
    dash_br.click(item(ids.PREDICT_SAMPLE, BOOT))
    dash_br.see(f"{ANSWER} .answer-model", f"{NAME}/2")
