"""Wires of the Confusion page."""

import pytest

from tests.callbacks.conftest import words
from tests.shipped import NAME

CHOSEN = "confusion-chosen.data"
CELL = "confusion-cell.n_clicks"


def show(fire, measure="counts", cell=None, model=f"{NAME}/2"):
    values = {
        "confusion-model.value": model,
        "confusion-measure.value": measure,
        CHOSEN: cell,
    }
    return fire("confusion-matrix.children", CHOSEN, values)


def test_a_click_chooses_its_cell(fire):
    fired = fire(CHOSEN, (CELL, 64), {CELL: {63: None, 64: 1, 65: None}})
    assert fired.props[CHOSEN] == [6, 4]


def test_cells_that_appear_are_no_click(fire):
    assert fire(CHOSEN, (CELL, 0), {CELL: {0: None, 1: None}}).props == {}


def test_a_cell_shows_its_images_and_address(fire):
    props = show(fire, "percent", [6, 4], f"{NAME}/1").props
    assert "Shirt answered Coat" in words(props["confusion-images.children"])
    state = f"?true=shirt&predicted=coat&measure=percent&model={NAME}/1"
    assert props["confusion-query.data"] == state
    # the links to Browse keep the version
    assert f"model={NAME}/1" in str(props["confusion-images.children"])


def test_without_a_cell_there_is_a_hint_and_no_address(fire):
    props = show(fire).props
    assert "appear here" in words(props["confusion-images.children"])
    assert props["confusion-query.data"] == ""
    assert words(props["confusion-scores.children"]).count("1,000") == 10


@pytest.mark.parametrize("cell", [[10, 0], [-1, 0], ["x", None], [1.5, 2], [True, 1]])
def test_a_cell_outside_the_matrix_is_none(fire, cell):
    fired = show(fire, cell=cell)
    assert (fired.status, fired.toasts) == (200, [])
    assert "appear here" in words(fired.props["confusion-images.children"])


@pytest.mark.parametrize("cell", [[1], [1, 2, 3], 7, "ab", {"a": 1}, {"a": 1, "b": 2}])
def test_what_is_no_cell_is_none(fire, cell):
    fired = show(fire, cell=cell)
    assert (fired.status, fired.toasts) == (200, [])
    assert "appear here" in words(fired.props["confusion-images.children"])


def test_an_unknown_model_becomes_a_toast(fire):
    fired = show(fire, model="../x")
    assert fired.props == {}
    assert len(fired.toasts) == 1
