"""What the comparison's cells say and how its rows are sorted."""

import pytest

from dashboard.analysis.columns import (
    BY_KEY,
    COLUMNS,
    UNKNOWN,
    Order,
    count_words,
    order_of,
    ordered,
    turned,
)
from tests.analysis.versions import against, row


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("version", "cnn-baseline/1"),
        ("accuracy", "92.00% (91.00 to 93.00)"),
        ("ece", "0.0076"),
        ("nll", "0.226"),
        ("parameters", "222 k"),
        ("multiply_adds", "12.2 M"),
        ("latency", "0.36 ms"),
        ("throughput", "1,916"),
        ("size", "0.9 MB"),
        ("weights", "from nothing"),
        ("training", "16 minutes"),
        ("published", "2026-11-24"),
        ("better", UNKNOWN),
        ("photographs", UNKNOWN),
    ],
)
def test_a_cell_says_its_figure(key, text):
    assert BY_KEY[key].text(row()) == text


def test_every_column_has_a_test_above():
    assert len(COLUMNS) == 14


MEASURED_LATER = ("multiply_adds", "images_per_second", "training_seconds", "nll")


def test_a_figure_that_nobody_measured_is_a_dash():
    bare = row(**dict.fromkeys(MEASURED_LATER))
    for key in ("multiply_adds", "throughput", "training", "nll"):
        assert BY_KEY[key].text(bare) == UNKNOWN


def test_weights_name_where_they_began():
    words = BY_KEY["weights"].text
    assert words(row(pretrained=True)) == "ImageNet"
    continued = row(parent="cnn-baseline/1")
    assert words(continued) == "from nothing, continued from cnn-baseline/1"
    taught = row(teacher="lite/1")
    assert words(taught) == "from nothing, taught by lite/1"


def test_the_champion_is_not_tested_against_itself():
    words = BY_KEY["better"].text
    assert words(row(champion=True)) == "is the champion"
    assert words(row(against=against(0.95, 0.92))).startswith("yes: 3.00 points more")


@pytest.mark.parametrize(
    ("count", "words"),
    [(None, UNKNOWN), (7, "7"), (7840, "7.84 k"), (63_040_512, "63 M"), (4e8, "400 M")],
)
def test_large_numbers_are_short(count, words):
    assert count_words(count) == words


A = row("a/1", 0.95, latency_ms=3.0, multiply_adds=None)
B = row("b/1", 0.92, latency_ms=1.0, multiply_adds=9)
C = row("c/1", 0.96, latency_ms=2.0, multiply_adds=5)


@pytest.mark.parametrize(
    ("order", "refs"),
    [
        (Order("accuracy", True), "cab"),
        (Order("accuracy", False), "bac"),
        (Order("latency", False), "bca"),
        (Order("multiply_adds", False), "cba"),
        (Order("multiply_adds", True), "bca"),
        (Order("version", True), "cba"),
        (Order(), "abc"),
    ],
)
def test_rows_are_sorted_with_unknown_figures_last(order, refs):
    assert [one.name for one in ordered([A, B, C], order)] == list(refs)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
@pytest.mark.parametrize("descending", [True, False])
def test_every_column_can_sort(column, descending):
    rows = [A, B, C, row("d/1", champion=True), row("e/1", against=against(0.9, 0.8))]
    found = ordered(rows, Order(column.key, descending))
    assert sorted(one.ref for one in found) == sorted(one.ref for one in rows)


def test_the_first_click_puts_the_best_on_top_and_the_second_turns():
    once = turned(Order(), "accuracy")
    assert once == Order("accuracy", True)
    assert turned(once, "accuracy") == Order("accuracy", False)
    assert turned(once, "latency") == Order("latency", False)


@pytest.mark.parametrize("sent", [None, 3, [], {}, {"key": "no"}, {"key": ["x"]}])
def test_what_is_no_order_is_the_newest_first(sent):
    assert order_of(sent) == Order("published", True)


def test_an_order_comes_back_from_the_browser():
    assert order_of({"key": "nll", "descending": False}) == Order("nll", False)
