"""Pictures between browser and server."""

import base64
import io
import json
import math
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dashboard.components import intake, pictures
from dashboard.components.intake import Picture
from dashboard.data.photograph import SIDE, framed
from dashboard.data.uploads import MAX_BYTES
from dashboard.errors import UploadError

PIXELS = np.arange(784, dtype=np.uint8).reshape(28, 28)
SQUARE = np.random.default_rng(0).integers(0, 256, (32, 32, 3), dtype=np.uint8)
GOOD = Picture(
    *("a.png", "data:,", PIXELS, (0.1, -0.2, 1.0, 1.5), ("Cropped.",)),
    square=pictures.data_url(Image.fromarray(SQUARE)),
    square_frame=(0.0, -0.25, 1.0, 1.25),
    square_steps=("Colours were kept.",),
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


def test_a_square_in_colour_survives_the_browser():
    again = Picture.from_json(json.loads(json.dumps(GOOD)))
    seen = again.prepared().square
    np.testing.assert_array_equal(seen.pixels, SQUARE)
    assert seen.box == again.square_frame == (0.0, -0.25, 1.0, 1.25)
    assert seen.steps == ("Colours were kept.",)


def test_a_photograph_comes_in_with_its_square():
    values = np.random.default_rng(1).integers(0, 256, (60, 90, 3), dtype=np.uint8)
    [picture] = intake.uploaded([contents(Image.fromarray(values))], ["a.png"])
    seen = Picture.from_json(picture.to_json()).prepared().square
    expected = framed(Image.fromarray(values))
    np.testing.assert_array_equal(seen.pixels, expected.pixels)
    assert seen.pixels.shape == (SIDE, SIDE, 3)
    assert picture.square_steps == expected.steps
    # the square reaches above and below a wide picture, in parts of it
    assert picture.square_frame == pytest.approx((0, -0.25, 1, 1.25))


def test_the_datasets_own_look_needs_no_square(dataset):
    grey = Image.fromarray(np.asarray(dataset.test_images[0]))
    [picture] = intake.uploaded([contents(grey)], ["a.png"])
    assert (picture.square, picture.square_steps) == ("", ())
    assert Picture.from_json(picture.to_json()).prepared().square is None


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


def promising(width, height):
    """A PNG of a few bytes that says it has so many pixels."""
    image = Image.new("RGB", (1, 1))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    head = struct.pack(">II", width, height) + buffer.getvalue()[24:29]
    content = bytearray(buffer.getvalue())
    content[16:29] = head
    content[29:33] = struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return "data:image/png;base64," + base64.b64encode(content).decode()


@pytest.mark.parametrize(
    "square",
    [
        pytest.param("data:image/png;base64,AAAA", id="no picture"),
        pytest.param("data:image/png,x", id="no base64"),
        pytest.param("https://example.com/a.png", id="an address"),
        pytest.param("x", id="a text"),
        pytest.param(contents(Image.new("RGB", (64, 32))), id="no square"),
        pytest.param(contents(Image.new("RGB", (31, 31))), id="too small"),
        pytest.param(contents(Image.new("RGB", (513, 513))), id="too large"),
        pytest.param(promising(192, 192), id="pixels are missing"),
        pytest.param(promising(6_000, 6_000), id="more pixels than an upload"),
        pytest.param(promising(60_000, 60_000), id="pixels without end"),
        pytest.param(GOOD["square"][:-200], id="cut short"),
        pytest.param(None, id="nothing"),
        pytest.param(3, id="a number"),
    ],
)
def test_a_changed_square_is_refused_with_a_sentence(square):
    with pytest.raises(UploadError, match="choose it again"):
        Picture.from_json({**GOOD, "square": square})


@given(st.integers(8, 3_000), st.integers(0, 255))
def test_a_damaged_square_is_a_square_or_refused(place, byte):
    content = bytearray(base64.b64decode(GOOD["square"].split(",")[1]))
    content[place % len(content)] = byte
    url = "data:image/png;base64," + base64.b64encode(content).decode()
    try:
        picture = Picture.from_json({**GOOD, "square": url})
    except UploadError:
        return
    pixels = picture.prepared().square.pixels
    assert pixels.shape[0] == pixels.shape[1] and pixels.shape[2] == 3


@pytest.mark.parametrize(
    "change",
    [
        {"square_frame": [0, 0, 1, math.inf]},
        {"square_frame": None},
        {"square_steps": None},
        {"square_steps": [{"props": {}}]},
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
