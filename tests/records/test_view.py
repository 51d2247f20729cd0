from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.marks.mark import Mark
from dashboard.records.columns import BY_KEY, COLUMNS
from dashboard.records.record import Record
from dashboard.records.view import (
    AXES,
    MOST_CHOSEN,
    PER_PAGE,
    HistoryView,
    page_of,
    pages,
)


def record(key, **changes):
    values = {
        "name": "shoes",
        "run": key,
        "version": None,
        "state": "succeeded",
        "started": "2026-11-01T12:00:00+00:00",
        "seconds": 60.0,
        "rows": (),
        "planned": 3,
        "test": None,
        "recipe": {"backbone": "cnn", "seed": 1, "batch_size": 64},
    }
    return Record(key, **(values | changes))


def keys(view, *records):
    return [one.key for one in view.found(records)]


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ("", HistoryView()),
        ("?show=a/1,b&x=step", HistoryView(show=("a/1", "b"), x="step")),
        ("?sort=name&order=descending", HistoryView(sort="name", descending=True)),
        ("?sort=name", HistoryView(sort="name", descending=False)),
        ("?order=ascending", HistoryView(descending=False)),
        ("?starred=yes&archived=only", HistoryView(starred=True, archived="only")),
        ("?scale=log&smoothing=0.6", HistoryView(smoothing=0.6, scale="log")),
        ("?search=a+b%26c&tag=x&page=2", HistoryView(search="a b&c", tag="x", page=2)),
    ],
)
def test_an_address_is_read_and_written(query, view):
    assert HistoryView.from_query(dict(parse_qsl(query[1:]))) == view
    assert view.to_query() == query


@pytest.mark.parametrize("bad", ["", "x" * 300, None, 3, [], {}, -1, "nan", [1, None]])
@pytest.mark.parametrize(
    "key", ["show", "search", "state", "sort", "page", "smoothing"]
)
def test_bad_values_become_defaults_and_never_raise(key, bad):
    view = HistoryView.from_query({key: bad})
    assert HistoryView.from_query(dict(parse_qsl(view.to_query()[1:]))) == view


@given(
    st.builds(
        HistoryView,
        show=st.lists(st.sampled_from(["a/1", "b", "c"]), unique=True).map(tuple),
        sort=st.sampled_from(sorted(BY_KEY)),
        descending=st.booleans(),
        starred=st.booleans(),
        page=st.integers(1, 99),
        x=st.sampled_from(AXES),
        smoothing=st.sampled_from([0.0, 0.05, 0.35, 0.95]),
    )
)
def test_what_is_written_is_read_back(view):
    assert HistoryView.from_query(dict(parse_qsl(view.to_query()[1:]))) == view


def test_too_many_are_not_chosen():
    names = [f"a/{number}" for number in range(1, 200)]
    assert len(HistoryView.from_query({"show": names}).show) == MOST_CHOSEN


@pytest.mark.parametrize(
    "search",
    ["shoes", "SHOES a", "seed=1", "backbone=cnn succeeded", "slow start", "good", ""],
)
def test_all_words_of_a_search_must_be_somewhere(search):
    mark = Mark(("good",), "A slow start")
    assert keys(HistoryView(search=search), record("a", mark=mark)) == ["a"]
    assert keys(HistoryView(search=f"{search} missing"), record("a", mark=mark)) == []


def test_the_trials_of_a_study_are_found():
    rows = record("a", study="lite-heads"), record("b")
    assert keys(HistoryView(search="study=lite-heads"), *rows) == ["a"]


def test_archived_rows_are_hidden_unless_asked_for():
    rows = record("a"), record("b", mark=Mark(archived=True))
    assert keys(HistoryView(), *rows) == ["a"]
    assert keys(HistoryView(archived="only"), *rows) == ["b"]
    assert keys(HistoryView(archived="shown"), *rows) == ["a", "b"]


def test_stars_tags_and_states_filter():
    rows = record("a", state="lost"), record("b", mark=Mark(("good",), star=True))
    assert keys(HistoryView(starred=True), *rows) == ["b"]
    assert keys(HistoryView(tag="Good"), *rows) == ["b"]
    assert keys(HistoryView(tag="goo"), *rows) == []
    assert keys(HistoryView(state="lost"), *rows) == ["a"]


def test_numbers_are_sorted_as_numbers_and_unknown_ones_go_last():
    batches = {"a": 64, "b": 128, "c": None, "d": 9, "e": "?"}
    rows = [record(key, recipe={"batch_size": size}) for key, size in batches.items()]
    view = HistoryView(sort="batch_size", descending=False)
    assert keys(view, *rows) == ["d", "a", "b", "c", "e"]
    assert keys(replace(view, descending=True), *rows) == ["b", "a", "d", "c", "e"]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_equal_rows_stay_as_they_came_in_every_column(column, descending):
    rows = [record("b", name="b", started=None), record("a"), record("c")]
    view = HistoryView(sort=column.key, descending=descending)
    found = keys(view, *rows)
    assert sorted(found) == ["a", "b", "c"]
    if column.key != "name":
        assert found.index("a") < found.index("c")


def test_versions_of_a_name_are_sorted_by_number():
    rows = [record(f"shoes/{n}", version=f"shoes/{n}") for n in (10, 9, 2)]
    view = HistoryView(sort="name", descending=False)
    assert keys(view, *rows) == ["shoes/2", "shoes/9", "shoes/10"]


def test_pages_end_with_the_last():
    rows = list(range(2 * PER_PAGE + 1))
    assert (pages(len(rows)), pages(0)) == (3, 1)
    assert page_of(rows, 3) == page_of(rows, 99) == [2 * PER_PAGE]
