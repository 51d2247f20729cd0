"""From a batch on disk and a page's choices to the table."""

import pytest
from dash import html

from dashboard import ids
from dashboard.batches.folder import Batches
from dashboard.components import many_state, many_table
from dashboard.components.many_table import HEADINGS
from dashboard.data.archive import Member
from tests.analysis.test_batch_view import ANSWERS
from tests.components.conftest import parts, words

NO_CHOICE = {"label": None, "verdict": None, "text": None, "order": None, "page": None}


@pytest.fixture(autouse=True)
def addresses(monkeypatch):
    """Without an app there is no prefix of addresses."""
    for module in (many_state, many_table):
        monkeypatch.setattr(module, "get_relative_path", lambda path: path)


@pytest.fixture
def batches(tmp_path):
    return Batches(tmp_path)


@pytest.fixture
def batch(batches):
    made = batches.create()
    made.append([(answer, None) for answer in ANSWERS])
    return made


def state(batches, batch_id, arrived=None, trigger=None, **choices):
    given = {**NO_CHOICE, **choices}
    return many_state.page_state(batches, batch_id, arrived, given, trigger)


def test_each_answer_has_a_row_with_its_picture(batches, batch):
    found = state(batches, batch.id)
    rows = parts(found["table"], html.Tr)[1:]
    assert [words(parts(row, html.Th)) for row in rows] == [a["file"] for a in ANSWERS]
    sources = [image.src for image in parts(found["table"], html.Img)]
    assert sources == [f"/images/batches/{batch.id}/{n}" for n in (0, 2, 3)]
    text = words(rows[2])
    assert all(word in text for word in ("Coat", "40.0%", "unsure", "tiny/1"))
    assert "It is no picture." in words(rows[1])
    assert found["count"] == "4 files, 1 could not be read"
    assert found["query"] == f"?batch={batch.id}"
    assert found["csv"] == f"/export/batches/{batch.id}.csv"
    assert (found["filters_hidden"], found["left_hidden"]) == (False, True)


def test_filter_and_order_reach_table_address_and_csv(batches, batch):
    order = {"sort": "confidence", "order": "descending"}
    found = state(batches, batch.id, label="coat", order=order)
    rows = parts(found["table"], html.Tr)[1:]
    assert [words(parts(row, html.Th)) for row in rows] == ["c.png", "A.png"]
    assert found["count"] == "2 of 4 files, 1 could not be read"
    rest = "label=coat&sort=confidence&order=descending"
    assert found["query"] == f"?batch={batch.id}&{rest}"
    assert found["csv"].endswith(f".csv?{rest}")


def test_the_heading_that_sorts_says_so(batches, batch):
    order = {"sort": "file", "order": "descending"}
    table = state(batches, batch.id, order=order)["table"]
    heads = parts(parts(table, html.Thead), html.Th)
    said = [head.to_plotly_json()["props"]["aria-sort"] for head in heads]
    assert [words(head) for head in heads][1] == "File\n ↓"
    assert said == ["none", "descending"] + ["none"] * (len(HEADINGS) - 2)


def test_a_filter_that_leaves_nothing_says_so(batches, batch):
    found = state(batches, batch.id, label="sandal")
    assert words(found["table"]) == many_state.NO_MATCH
    assert (found["pages"], found["page"]) == (1, 1)


@pytest.mark.parametrize("batch_id", [None, ""])
def test_without_a_batch_there_is_a_hint(batches, batch_id):
    found = state(batches, batch_id)
    assert words(found["table"]) == many_state.EMPTY
    assert (found["query"], found["filters_hidden"]) == ("", True)


@pytest.mark.parametrize("batch_id", ["x", ["a"], "0" * 24])
def test_a_batch_that_is_gone_is_a_sentence(batches, batch_id):
    assert "no longer kept" in words(state(batches, batch_id)["table"])


def test_a_long_list_has_pages_and_a_changed_filter_shows_the_first(batches):
    made = batches.create()
    made.append([(ANSWERS[0], None)] * 120)
    found = state(batches, made.id, page=3)
    assert (found["pages"], found["page"]) == (3, 3)
    assert len(parts(found["table"], html.Tr)) == 21
    assert state(batches, made.id, ids.MANY_TEXT, page=3)["page"] == 3
    assert state(batches, made.id, trigger=ids.MANY_TEXT, page=3)["page"] == 1
    assert state(batches, made.id, trigger=ids.MANY_ARRIVED, page=3)["page"] == 3


def test_what_waits_can_be_gone_on_with_unless_it_is_being_sent(batches, batch):
    batch.waiting.add([Member("a", b"x"), Member("b", b"y")])
    found = state(batches, batch.id)
    assert (found["left_hidden"], found["left"][:7]) == (False, "2 files")
    assert state(batches, batch.id, {"sending": True})["left_hidden"]
    for forged in ({"sending": 1}, ["sending"], "x"):
        assert not state(batches, batch.id, forged)["left_hidden"]


@pytest.mark.parametrize(
    ("order", "key", "expected"),
    [
        (None, "file", ("file", "ascending")),
        ({"sort": "file", "order": "ascending"}, "file", ("file", "descending")),
        ({"sort": "file", "order": "descending"}, "file", ("file", "ascending")),
        ({"sort": "file", "order": "descending"}, "label", ("label", "ascending")),
        (["x"], "number", ("number", "descending")),
    ],
)
def test_a_second_click_turns_the_order(order, key, expected):
    assert tuple(many_state.next_order(order, key).values()) == expected
