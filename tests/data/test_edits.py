"""Corrections by hand: what a page sends, and what they do to a picture."""

import math

import numpy as np
import pytest
from PIL import Image

from dashboard.data.edits import LEAST, UNTOUCHED, Edit, applied
from dashboard.data.film import Film
from dashboard.errors import UploadError

SENT = {"left": 0, "right": 0, "swapped": False, "ground": "auto", "cut": [0, 0, 0, 0]}


def picture(height=20, width=40):
    values = np.arange(height * width, dtype=np.uint8).reshape(height, width)
    return Image.fromarray(values)


@pytest.mark.parametrize("value", [None, SENT, SENT | {"left": 3, "right": 7}])
def test_no_change_is_no_change(value):
    assert Edit.from_json(value) == UNTOUCHED
    assert UNTOUCHED.sentences() == ()
    image = picture()
    assert applied(image, UNTOUCHED) is image


@pytest.mark.parametrize(
    ("left", "right", "quarters"), [(0, 1, -1), (1, 0, 1), (0, 2, 2), (5, 2, 3)]
)
def test_clicks_to_both_sides_are_one_turn(left, right, quarters):
    edit = Edit.from_json(SENT | {"left": left, "right": right})
    turned = np.asarray(applied(picture(), edit))
    assert np.array_equal(turned, np.rot90(np.asarray(picture()), quarters))


def test_the_cut_is_of_the_upright_picture_and_comes_before_the_turn():
    edit = Edit.from_json(SENT | {"cut": [25, 10, 50, 0], "right": 1})
    expected = np.rot90(np.asarray(picture())[2:20, 10:20], -1)
    assert np.array_equal(np.asarray(applied(picture(), edit)), expected)


@pytest.mark.parametrize(
    "cut", [[95, 95, 95, 95], [100, 0, 100, 0], [1e9, -5, 3, math.inf]]
)
@pytest.mark.parametrize("size", [(1, 1), (20, 40), (3, 900)])
def test_cuts_that_meet_leave_something(cut, size):
    edit = Edit.from_json(SENT | {"cut": cut})
    left, top, right, bottom = edit.box
    assert right - left >= LEAST - 1e-9
    assert bottom - top >= LEAST - 1e-9
    assert min(applied(picture(*size), edit).size) >= 1


@pytest.mark.parametrize(
    "value",
    [
        *("x", 3, [], {}, [SENT]),
        *({key: v for key, v in SENT.items() if key != gone} for gone in SENT),
        *(SENT | {"left": wrong} for wrong in (None, "x", math.inf, math.nan, [])),
        *(SENT | {"ground": wrong} for wrong in (None, "blue", [], {}, 0)),
        *(SENT | {"cut": wrong} for wrong in (None, 3, [1, 2, 3], [0] * 5, ["a"] * 4)),
        SENT | {"cut": [0, 0, 0, 10**400]},
    ],
)
def test_what_no_page_sends_is_refused(value):
    with pytest.raises(UploadError, match="reload it"):
        Edit.from_json(value)


def test_every_change_is_said_and_the_steps_are_shown():
    edit = Edit.from_json(
        SENT | {"right": 1, "swapped": True, "ground": "white", "cut": [9, 0, 0, 0]}
    )
    said = " ".join(edit.sentences())
    for word in ("cut out", "90° to the right", "white", "the other way"):
        assert word in said
    film = Film()
    applied(picture(), edit, film)
    assert [f.caption for f in film.frames] == ["Cut by hand", "Turned by hand"]
