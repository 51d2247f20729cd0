"""The state of the Browse page and its address."""

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.selection import OUTCOMES, SORTS, Selection
from dashboard.components.browse_state import address, asked_image, opened_image

SELECTIONS = st.builds(
    Selection,
    true=st.none() | st.integers(0, 9),
    predicted=st.none() | st.integers(0, 9),
    outcome=st.sampled_from(OUTCOMES),
    low=st.sampled_from([0.0, 0.25, 0.5]),
    high=st.sampled_from([0.5, 0.75, 1.0]),
    sort=st.sampled_from(SORTS),
    descending=st.booleans(),
    page=st.integers(1, 200),
)
MODELS = st.none() | st.from_regex(r"\A[a-z0-9][a-z0-9_-]{0,9}/[1-9]\Z")
IMAGES = st.none() | st.integers(0, 9_999)


@given(SELECTIONS, MODELS, IMAGES)
def test_an_address_gives_back_its_state(selection, model, image):
    query = address(selection, model, image)
    assert query == "" or query.startswith("?")
    assert query.count("?") <= 1
    read = {key: value[0] for key, value in parse_qs(query.lstrip("?")).items()}
    assert Selection.from_query(read) == selection
    assert read.get("model") == model
    assert opened_image(read.get("image"), 10_000) == image


def test_the_first_state_has_no_address():
    assert address(Selection(), None, None) == ""


@pytest.mark.parametrize(
    ("value", "image"),
    [
        (0, 0),
        ("9999", 9_999),
        ("10000", None),
        ("-1", None),
        ("1.0", None),
        ("٣", None),
        ("", None),
        (None, None),
        ([1], None),
        ({}, None),
        (True, None),
        ("9" * 5000, None),
    ],
)
def test_only_an_images_number_opens(value, image):
    assert opened_image(value, 10_000) == image


CLICKED = {"type": "browse-image", "index": 7}


@pytest.mark.parametrize(
    ("trigger", "clicks", "is_open", "opened", "asked"),
    [
        (None, [], False, "3", "3"),  # the page was opened with an address
        (CLICKED, [None, 1], False, None, 7),
        (CLICKED, [None, None], True, 3, 3),  # other tiles appeared behind it
        ("browse-detail", [1], True, 3, 3),
        ("browse-detail", [1], False, 3, None),  # it was closed
    ],
)
def test_which_image_is_asked_for(trigger, clicks, is_open, opened, asked):
    assert asked_image(trigger, clicks, is_open, opened) == asked
