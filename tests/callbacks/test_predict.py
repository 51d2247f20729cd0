"""Wires of the Predict page."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from dashboard.data.photograph import SIDE
from dashboard.labels import LABELS
from tests.callbacks.conftest import words
from tests.shipped import NAME
from tests.tiny import fill_colour

ANSWERS = "predict-answers.children"
PICTURES = "predict-pictures.data"


def data_url(content: bytes, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def png(pixels) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


def upload(fire, contents, names):
    values = {"predict-upload.contents": contents, "predict-upload.filename": names}
    return fire(PICTURES, "predict-upload.contents", values)


def test_the_picker_offers_every_version_and_marks_the_champion(fire):
    fired = fire("predict-model.options", None, {"predict-model.id": "predict-model"})
    options = fired.props["predict-model.options"]
    assert [option["value"] for option in options] == [f"{NAME}/2", f"{NAME}/1"]
    champion = fired.props["predict-model.value"]
    assert [o["value"] for o in options if "champion" in o["label"]] == [champion]
    assert all("not pre-trained" in option["label"] for option in options)


def test_the_picker_keeps_the_version_of_the_address(fire):
    fired = fire("predict-model.options", None, {"predict-model.value": f"{NAME}/1"})
    assert fired.props["predict-model.value"] == f"{NAME}/1"


@pytest.mark.parametrize("value", ["", "../../etc", f"{NAME}/9", ["a", "b"], {}, 3])
def test_the_picker_falls_back_to_the_champion(fire, value):
    fired = fire("predict-model.options", None, {"predict-model.value": value})
    assert fired.props["predict-model.value"] == f"{NAME}/2"
    assert fired.toasts == []


@pytest.fixture
def photographs(store):
    """A version for photographs in the store beside the usual ones."""
    facts = {"side": SIDE, "pretrained": True}
    return store.publish("photographs", lambda folder: fill_colour(folder, **facts))


def offered(fire, page):
    fired = fire(f"{page}-model.options", None, {f"{page}-model.id": f"{page}-model"})
    values = [option["value"] for option in fired.props[f"{page}-model.options"]]
    return values, fired.props[f"{page}-model.value"]


def test_the_picture_decides_where_there_is_a_version_for_photographs(
    fire, photographs
):
    values, value = offered(fire, "predict")
    assert values[0] == value == "auto"
    assert photographs.ref in values


@pytest.mark.parametrize("page", ["browse", "confusion"])
def test_other_pages_are_about_one_version(fire, photographs, page):
    values, value = offered(fire, page)
    assert "auto" not in values
    assert value == f"{NAME}/2"


def test_a_photograph_is_answered_in_colour(fire, photographs):
    noise = np.random.default_rng(0).integers(0, 256, (60, 90, 3), dtype=np.uint8)
    [picture] = upload(fire, [data_url(png(noise))], ["coat.png"]).props[PICTURES]
    chosen = {PICTURES: [picture], "predict-model.value": "auto"}
    [card] = fire(ANSWERS, PICTURES, chosen).props[ANSWERS]
    assert photographs.ref in words(card)
    assert "in colour as seen" in words(card)


def test_a_square_that_a_browser_changed_becomes_a_toast(fire, photographs):
    noise = np.random.default_rng(0).integers(0, 256, (60, 90, 3), dtype=np.uint8)
    [picture] = upload(fire, [data_url(png(noise))], ["coat.png"]).props[PICTURES]
    picture["square"] = data_url(png(noise))  # no square
    fired = fire(ANSWERS, PICTURES, {PICTURES: [picture]})
    assert fired.props == {}
    assert fired.toasts == ["The page lost its picture. Please choose it again."]


def test_an_upload_is_taken_in_and_cleared(fire, dataset):
    content = data_url(png(dataset.test_images[0]))
    fired = upload(fire, [content, data_url(b"hello", "text/plain")], ["a.png", "b"])
    first, second = fired.props[PICTURES]
    assert (first["name"], first["error"]) == ("a.png", "")
    assert base64.b64decode(first["pixels"]) == dataset.test_images[0].tobytes()
    assert second["error"]
    assert fired.props["predict-upload.contents"] is None


def test_the_clearing_itself_changes_nothing(fire):
    assert upload(fire, None, None).props == {}


def test_too_many_pictures_become_a_toast(fire):
    fired = upload(fire, ["data:image/png;base64,"] * 21, ["x.png"] * 21)
    assert fired.props == {}
    [toast] = fired.toasts
    assert "20 pictures" in toast


def test_a_sample_is_predicted_by_the_chosen_version(fire, dataset):
    clicked = {"predict-sample.n_clicks": {7: None, 12: 1}}
    fired = fire(PICTURES, ("predict-sample.n_clicks", 12), clicked)
    [picture] = fired.props[PICTURES]
    assert picture["name"] == "Test image 12"
    chosen = {PICTURES: [picture], "predict-model.value": f"{NAME}/1"}
    [card] = fire(ANSWERS, PICTURES, chosen).props[ANSWERS]
    text = words(card)
    assert f"{NAME}/1" in text
    assert any(label in text for label in LABELS)


def test_samples_that_appear_are_no_click(fire):
    shown = {"predict-sample.n_clicks": {7: None, 12: None}}
    assert fire(PICTURES, ("predict-sample.n_clicks", 7), shown).props == {}


def test_a_forged_sample_changes_nothing(fire):
    clicked = {"predict-sample.n_clicks": {10**9: 1}}
    fired = fire(PICTURES, ("predict-sample.n_clicks", 10**9), clicked)
    assert fired.status == 200
    assert fired.props == {}


def test_without_a_picture_there_is_a_hint(fire):
    assert "appears here" in words(fire(ANSWERS, PICTURES).props[ANSWERS])


def test_samples_change_with_every_turn(fire, dataset):
    turns = [
        fire(
            "predict-samples.children",
            "predict-more.n_clicks",
            {"predict-more.n_clicks": clicks},
        ).props["predict-samples.children"]
        for clicks in (None, 1)
    ]
    indices = [[button["props"]["id"]["index"] for button in turn] for turn in turns]
    for turn in indices:
        assert dataset.test_labels[turn].tolist() == list(range(len(LABELS)))
    assert not set(indices[0]) & set(indices[1])


@pytest.mark.parametrize("stored", [[{}], [3], "x", [{"pixels": "AAAA"}], {"a": 1}])
def test_a_store_that_a_browser_changed_becomes_a_toast(fire, stored):
    fired = fire(ANSWERS, PICTURES, {PICTURES: stored})
    assert fired.props == {}
    assert fired.toasts == ["The page lost its picture. Please choose it again."]


def test_a_damaged_version_becomes_a_toast(fire, store, dataset):
    file = store.get(NAME, 2).file("model.onnx")
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-1])
    [picture] = upload(fire, [data_url(png(dataset.test_images[0]))], ["a.png"]).props[
        PICTURES
    ]
    chosen = {PICTURES: [picture], "predict-model.value": f"{NAME}/2"}
    fired = fire(ANSWERS, PICTURES, chosen)
    assert fired.props == {}
    [toast] = fired.toasts
    assert "will not be served" in toast
    # the other version still answers
    chosen["predict-model.value"] = f"{NAME}/1"
    assert f"{NAME}/1" in words(fire(ANSWERS, PICTURES, chosen).props[ANSWERS])
