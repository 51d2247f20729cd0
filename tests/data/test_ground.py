"""Boxes of the small copy in pixels of the picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dashboard.data.ground import LONGEST, reduced, scaled_box


@pytest.mark.parametrize(
    "size, place, box",
    [
        # a small picture is its own copy
        ((100, 80), (30, 20), (30, 20, 31, 21)),
        # every third pixel of 768; a place is 3x3
        ((768, 300), (10, 4), (30, 12, 33, 15)),
        # the last place of a copy may reach beyond the picture
        ((257, 129), (128, 64), (256, 128, 257, 129)),
        # narrower than the factor
        ((2, 1000), (0, 7), (0, 28, 2, 32)),
    ],
)
def test_a_place_of_the_copy_is_a_rectangle_of_the_picture(size, place, box):
    small = reduced(Image.new("L", size), LONGEST)
    mask = np.zeros((small.height, small.width), bool)
    mask[place[1], place[0]] = True
    assert scaled_box(mask, size) == box


@given(st.integers(1, 700), st.integers(1, 700), st.data())
def test_a_box_holds_what_the_mask_marks_and_stays_inside(wide, high, data):
    small = reduced(Image.new("L", (wide, high)), LONGEST)
    mask = np.zeros((small.height, small.width), bool)
    rows = data.draw(st.lists(st.integers(0, small.height - 1), min_size=1))
    column = data.draw(st.integers(0, small.width - 1))
    mask[rows, column] = True
    left, top, right, bottom = scaled_box(mask, (wide, high))
    assert 0 <= left < right <= wide
    assert 0 <= top < bottom <= high
    across, down = wide / small.width, high / small.height
    assert left <= (column + 1) * across and right >= column * across
    assert top <= (min(rows) + 1) * down and bottom >= max(rows) * down
