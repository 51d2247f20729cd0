"""Pictures between browser and server."""

import base64
import io
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dashboard.components import intake
from dashboard.components.intake import Picture
from dashboard.data.uploads import MAX_BYTES
from dashboard.errors import UploadError

PIXELS = np.arange(784, dtype=np.uint8).reshape(28, 28)
GOOD = Picture(
    "a.png", "data:,", PIXELS, (0.1, -0.2, 1.0, 1.5), ("Cropped.",)
).to_json()


def contents(image: Image.Image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def test_a_picture_survives_the_browser():
    again = Picture.from_json(json.loads(json.dumps(GOOD)))
    assert np.array_equal(again.pixels, PIXELS)
    assert again.pixels.dtype == np.uint8
    assert again.to_json() == GOOD


def test_an_upload_survives_the_browser():
    grey = Image.fromarray(np.full((60, 90), 200, np.uint8))
    sent = [contents(grey), "data:text/plain;base64,aGk=", "nonsense"]
    taken = intake.uploaded(sent, ["a.png", "b.txt", "c"])
    assert [bool(picture.error) for picture in taken] == [False, True, True]
    for picture in taken:
        again = Picture.from_json(json.loads(json.dumps(picture.to_json())))
        assert again.name == picture.name
        assert np.array_equal(again.pixels, picture.pixels)


def test_files_come_in_the_order_in_which_they_were_chosen():
    names = ["small", "folder/other", "large", "small"]
    taken = intake.uploaded(["x"] * 4, names, ["large", "small", "refused", "small"])
    assert [p.name for p in taken] == ["large", "small", "small", "folder/other"]
    assert [p.name for p in intake.uploaded(["x"] * 4, names, None)] == names


def test_too_many_at_once_are_refused():
    count = intake.MOST_PICTURES + 1
    with pytest.raises(UploadError, match=str(intake.MOST_PICTURES)):
        intake.uploaded(["data:,"] * count, ["x"] * count)


@pytest.mark.parametrize(
    "change",
    [
        {"pixels": ""},
        {"pixels": base64.b64encode(bytes(783)).decode()},
        {"pixels": "é" * 1048},
        {"pixels": None},
        {"pixels": 7},
        {"frame": "abcd"},
        {"frame": None},
        {"frame": [1, 2, 3]},
        {"frame": [1, 2, 3, 4, 5]},
        {"frame": [1, 2, 3, {}]},
        {"frame": [0, 0, 1, math.nan]},
        {"frame": [0, 0, 1, "Infinity"]},
        {"steps": None},
        {"steps": [1]},
        {"steps": [{"props": {}}]},
        {"name": {"type": "Img"}},
        {"name": None},
        {"shown": 3},
        {"frame": [0, 0, 1, 10**400]},
        {"error": []},
    ],
)
def test_a_changed_store_is_refused(change):
    with pytest.raises(UploadError, match="choose it again"):
        Picture.from_json({**GOOD, **change})


@pytest.mark.parametrize("key", sorted(GOOD))
def test_a_missing_key_is_refused(key):
    with pytest.raises(UploadError):
        Picture.from_json({k: v for k, v in GOOD.items() if k != key})


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from(sorted(GOOD)), inner, max_size=6)
    ),
    max_leaves=12,
)


@given(ANY | st.fixed_dictionaries({key: ANY for key in GOOD}))
def test_any_json_is_a_picture_or_refused(value):
    try:
        picture = Picture.from_json(value)
    except UploadError:
        return
    assert picture.pixels.shape == (28, 28)
    json.dumps(picture.to_json(), allow_nan=False)


def test_what_the_browser_did_not_send_is_told():
    large = [{"name": "a.png", "bytes": MAX_BYTES + 1}]
    assert "a.png" in intake.refused(large)
    assert f"{MAX_BYTES >> 20} MB" in intake.refused(large)
    many = [{"name": f"{n}.png", "bytes": MAX_BYTES} for n in range(9)]
    assert "at once" in intake.refused(many)


def test_a_test_image_is_taken_as_it_is(dataset, monkeypatch):
    # no app here, so no path that it is mounted under
    monkeypatch.setattr(intake, "get_relative_path", lambda path: path)
    picture = intake.from_test_set(5, dataset.test_images)
    assert np.array_equal(picture.pixels, dataset.test_images[5])
    assert picture.shown == "/images/test/5.png"
