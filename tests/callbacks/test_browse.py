"""Wires of the Browse page."""

import numpy as np
import pytest

from dashboard.labels import LABELS
from tests.callbacks.conftest import words
from tests.shipped import NAME

GRID = "browse-grid.children"
BAG = LABELS.index("Bag")
UNTOUCHED = {
    "browse-model.value": f"{NAME}/1",
    "browse-true.value": "any",
    "browse-predicted.value": "any",
    "browse-outcome.value": "all",
    "browse-confidence.value": [0, 1],
    "browse-sort.value": "index",
    "browse-descending.value": "ascending",
    "browse-page.active_page": 1,
}


def show(fire, changed=None, **values):
    given = {
        key.replace("_", "-", 1).replace("__", "."): value
        for key, value in values.items()
    }
    return fire(GRID, changed, {**UNTOUCHED, **given})


def indices(fired):
    return [tile["props"]["id"]["index"] for tile in fired.props[GRID]]


def test_the_first_page(fire):
    fired = show(fire)
    assert indices(fired) == list(range(60))
    assert fired.props["browse-page.max_value"] == 167
    assert fired.props["browse-page.active_page"] == 1
    # version 2 answers by default, so another one belongs into the address
    assert fired.props["browse-query.data"] == f"?model={NAME}/1"


def test_a_changed_filter_begins_at_its_first_page(fire, dataset):
    bags = np.flatnonzero(dataset.test_labels == BAG)
    values = {"browse_true__value": str(BAG), "browse_page__active_page": 3}
    fired = show(fire, "browse-true.value", **values)
    assert indices(fired) == bags[:60].tolist()
    assert fired.props["browse-page.active_page"] == 1
    assert fired.props["browse-page.max_value"] == 17
    # the page itself is kept when it is what changed
    fired = show(fire, "browse-page.active_page", **values)
    assert indices(fired) == bags[120:180].tolist()
    assert fired.props["browse-query.data"].startswith("?true=bag&page=3")


def test_another_model_keeps_the_page(fire):
    fired = show(
        fire,
        "browse-model.value",
        browse_model__value=f"{NAME}/2",
        browse_page__active_page=2,
    )
    assert indices(fired) == list(range(60, 120))
    assert fired.props["browse-query.data"] == "?page=2"


def test_a_page_beyond_the_end_is_the_last(fire):
    fired = show(fire, browse_page__active_page=999)
    assert fired.props["browse-page.active_page"] == 167
    assert len(fired.props[GRID]) == 40


@pytest.mark.parametrize("value", [None, "", "x", [], {}, -1, 1e400, "9" * 400, True])
def test_no_value_breaks_the_grid(fire, value):
    keys = ("true", "predicted", "outcome", "sort", "descending")
    hostile = {f"browse_{key}__value": value for key in keys}
    fired = show(fire, **hostile, browse_page__active_page=value)
    assert fired.status == 200
    assert fired.toasts == []
    assert fired.props["browse-count.children"].startswith("10,000 of 10,000")


@pytest.mark.parametrize("value", [None, [], [0.5], "ab", [None, "x"], [2, -1], {}, 7])
def test_no_confidence_breaks_the_grid(fire, value):
    fired = show(fire, browse_confidence__value=value)
    assert (fired.status, fired.toasts) == (200, [])
    assert fired.props["browse-count.children"].startswith("10,000 of 10,000")


def test_an_unknown_model_becomes_a_toast(fire):
    fired = show(fire, browse_model__value="nobody/1")
    assert fired.props == {}
    assert "Expected a published version" in fired.toasts[0]


def test_damaged_predictions_become_a_toast(fire, store):
    file = store.get(NAME, 1).file("predictions.npz")
    file.chmod(0o644)
    file.write_bytes(b"PK")
    fired = show(fire)
    assert fired.props == {}
    assert len(fired.toasts) == 1
    assert "defect" not in fired.toasts[0]


def opened(fire, changed, clicks=None, is_open=False, stored=None):
    return fire(
        "browse-detail.is_open",
        changed,
        {
            "browse-image.n_clicks": clicks or {},
            "browse-detail.is_open": is_open,
            "browse-opened.data": stored,
            "browse-model.value": f"{NAME}/1",
        },
    ).props


def test_a_clicked_tile_opens(fire):
    props = opened(fire, ("browse-image.n_clicks", 5), {4: None, 5: 1})
    assert props["browse-detail.is_open"] is True
    assert props["browse-opened.data"] == 5
    assert "Test image 5" in words(props["browse-detail-body.children"])


def test_the_image_of_the_address_opens_with_the_page(fire):
    props = opened(fire, None, stored="17")
    assert props["browse-detail.is_open"] is True
    assert "Test image 17" in words(props["browse-detail-body.children"])


def test_new_tiles_leave_the_details_as_they_are(fire):
    props = opened(fire, ("browse-image.n_clicks", 60), {60: None}, True, stored=17)
    assert props["browse-opened.data"] == 17
    props = opened(fire, ("browse-image.n_clicks", 60), {60: None})
    assert props["browse-detail.is_open"] is False


def test_closed_details_are_forgotten(fire):
    props = opened(fire, "browse-detail.is_open", {5: 1}, False, stored=5)
    assert props["browse-detail.is_open"] is False
    assert props["browse-opened.data"] is None


@pytest.mark.parametrize("stored", ["x", "-1", "10000", "٣", "9" * 50, [1], {}, 1.5])
def test_no_image_that_is_none_opens(fire, stored):
    assert opened(fire, None, stored=stored)["browse-detail.is_open"] is False
