"""What of a batch is shown, in which order, and the address of it."""

from urllib.parse import parse_qsl

import pytest

from dashboard.analysis.batch_view import PER_PAGE, SORTS, BatchView, pages


def answer(file, label="Coat", confidence=0.5, verdict="sure", **more):
    return {
        "file": file,
        "label": label,
        "confidence": confidence,
        "verdict": verdict,
        "candidates": [label],
        "path": "photograph",
        "model": "tiny",
        "version": 1,
        **more,
    }


ANSWERS = [
    answer("b.png", "Bag", 0.9),
    {"file": "notes.txt", "error": "It is no picture."},
    answer("A.png", "Coat", 0.4, "unsure", candidates=["Coat", "Shirt"]),
    answer("c.png", "Coat", 0.7, "none", candidates=[], version=12),
]


def order(**choices):
    view = BatchView.from_query(choices)
    return "".join(row["file"][0] for _, row in view.chosen(ANSWERS))


@pytest.mark.parametrize(
    ("sort", "up", "down"),
    [
        ("number", "bnAc", "cAnb"),
        ("file", "Abcn", "ncbA"),
        ("label", "bAcn", "Acbn"),
        ("confidence", "Acbn", "bcAn"),
        ("verdict", "cbAn", "Abcn"),
        ("candidates", "cbAn", "Abcn"),
        ("path", "bAcn", "bAcn"),
        ("version", "bAcn", "cbAn"),
    ],
)
def test_every_column_sorts_both_ways_and_what_has_no_answer_goes_last(sort, up, down):
    assert order(sort=sort) == up
    assert order(sort=sort, order="descending") == down


def test_every_sort_is_tested_here():
    assert len(SORTS) == 8


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"label": "coat"}, "Ac"),
        ({"verdict": "error"}, "n"),
        ({"verdict": "none"}, "c"),
        ({"text": "PNG"}, "bAc"),
        ({"text": "shirt"}, "A"),
        ({"text": "no picture"}, "n"),
        ({"label": "coat", "verdict": "sure"}, ""),
        ({"label": ["coat"], "verdict": 7, "text": {}, "sort": None}, "bnAc"),
        ({"sort": "steps", "order": "x", "page": "nan"}, "bnAc"),
    ],
)
def test_a_filter_leaves_what_passes(choices, expected):
    assert order(**choices) == expected


def test_rows_keep_their_number():
    rows = BatchView.from_query({"sort": "file"}).chosen(ANSWERS)
    assert [number for number, _ in rows] == [2, 0, 3, 1]


@pytest.mark.parametrize(
    "view",
    [
        BatchView(),
        BatchView(label=9, verdict="none", text="a&b=c #", sort="label", page=3),
        BatchView(descending=True),
        BatchView(sort="file", descending=True),
    ],
)
def test_an_address_is_read_back(view):
    query = dict(parse_qsl(view.to_query().lstrip("?")))
    assert BatchView.from_query(query) == view


def test_the_first_state_has_no_address_but_the_batch():
    assert BatchView().to_query() == ""
    assert BatchView().to_query("ab") == "?batch=ab"


def test_a_page_that_is_not_there_is_the_last_one():
    rows = [(n, answer("x")) for n in range(PER_PAGE + 1)]
    assert pages(rows) == 2
    assert len(BatchView(page=1).shown(rows)) == PER_PAGE
    assert [n for n, _ in BatchView(page=99).shown(rows)] == [PER_PAGE]
    assert (pages([]), list(BatchView(page=2).shown([]))) == (1, [])
