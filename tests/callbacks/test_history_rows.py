"""Wires of the rows of the History page: choosing and marking them."""

import pytest

from dashboard.marks.folder import Marks
from dashboard.marks.mark import Mark
from tests.callbacks.conftest import pressed, words
from tests.callbacks.table_rows import rows
from tests.shipped import NAME

TABLE, CHOSEN = "history-table.children", "history-chosen.data"
BOXES = "history-choose.value"
FIRST, SECOND = f"{NAME}/1", f"{NAME}/2"


def test_ticks_of_one_page_keep_the_rows_of_the_others(fire):
    fired = fire(
        CHOSEN,
        (BOXES, FIRST),
        {
            BOXES: {FIRST: True, SECOND: False},
            "history-choose.id": {FIRST: None, SECOND: None},
            CHOSEN: ["elsewhere/1", SECOND],
        },
    )
    assert fired.props[CHOSEN] == ["elsewhere/1", FIRST]


@pytest.mark.parametrize(
    ("button", "expected"),
    [("all", [FIRST, SECOND]), ("seeds", [FIRST, SECOND]), ("clear", [])],
)
def test_buttons_choose_many(fire, button, expected):
    clicks = f"history-{button}.n_clicks"
    fired = fire("history-drawn.data", clicks, {clicks: 1, CHOSEN: [FIRST]})
    assert fired.props[CHOSEN] == expected


def mark(fire, action, **values):
    kind = "history-mark.n_clicks"
    return fire(
        "history-marked.children", (kind, action), {kind: {action: 1}, **values}
    )


def test_the_chosen_rows_are_marked(fire, settings):
    tags = {"history-tags.value": "Good, old"}
    fired = mark(fire, "tag", **{CHOSEN: [FIRST, SECOND]}, **tags)
    assert fired.props["history-marked.children"] == "2 marked."
    assert Marks(settings.runs).get(SECOND) == Mark(tags=("good", "old"))
    mark(fire, "archive", **{CHOSEN: [FIRST]})
    assert rows(fire(TABLE, None).props[TABLE]) == [SECOND]
    asked = fire(TABLE, None, {"history-archived.value": "only"})
    assert rows(asked.props[TABLE]) == [FIRST]
    assert "archived" in words(asked.props[TABLE])


@pytest.mark.parametrize(
    ("action", "values", "said"),
    [("star", {}, "Tick rows"), ("tag", {CHOSEN: [FIRST]}, "Type them")],
)
def test_a_mark_that_cannot_be_made_is_told(fire, settings, action, values, said):
    fired = mark(fire, action, **values)
    assert said in fired.toasts[0]
    assert Marks(settings.runs).all() == {}


def test_a_star_is_turned(fire, settings):
    press = pressed("history-starring.data", "history-star", FIRST)
    for expected in (True, False):
        fire("history-changed.data", *press)
        assert Marks(settings.runs).get(FIRST).star is expected


def test_the_note_of_a_single_row_is_there_to_edit(fire):
    mark(fire, "note", **{CHOSEN: [FIRST], "history-note.value": "slow"})
    note = "history-note.value"
    assert fire(note, CHOSEN, {CHOSEN: [FIRST]}).props[note] == "slow"
    assert fire(note, CHOSEN, {CHOSEN: [FIRST, SECOND]}).props[note] == ""
