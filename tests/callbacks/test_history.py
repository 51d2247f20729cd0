"""Wires of the History page: its table and its curves."""

import pytest

from tests.callbacks.table_rows import rows
from tests.records import made
from tests.shipped import NAME

TABLE, FIGURE = "history-table.children", "history-figure.data"
CHOSEN, QUERY = "history-chosen.data", "history-query.data"
FIRST, SECOND = f"{NAME}/1", f"{NAME}/2"


def labels(fired):
    """What the legend says."""
    data = fired.props[FIGURE]["data"]
    return [trace["name"] for trace in data if trace.get("showlegend")]


def test_chosen_curves_lie_over_one_another(fire):
    fired = fire(FIGURE, CHOSEN, {CHOSEN: [FIRST, SECOND]})
    assert labels(fired) == [FIRST, SECOND]
    assert fired.props["history-words.children"] == "2 chosen."
    assert fired.props["history-csv.href"].endswith(f"?show={FIRST},{SECOND}")
    told = fire(QUERY, CHOSEN, {CHOSEN: [FIRST, SECOND], "history-x.value": "step"})
    assert told.props[QUERY] == f"?show={FIRST},{SECOND}&x=step"


def test_classes_made_of_curve_names_are_valid(fire):
    fired = fire(FIGURE, CHOSEN, {CHOSEN: [FIRST]})
    assert all(trace["uid"].isalnum() for trace in fired.props[FIGURE]["data"])


@pytest.mark.parametrize("chosen", [None, [], ["nobody/1", "../..", ""], [3, None]])
def test_without_a_known_curve_the_first_of_the_table_are_drawn(fire, chosen):
    fired = fire(FIGURE, CHOSEN, {CHOSEN: chosen})
    assert (fired.status, fired.toasts) == (200, [])
    assert labels(fired) == [SECOND, FIRST]
    assert "Nothing is chosen" in fired.props["history-words.children"]


def test_only_time_that_passed_draws_nothing_again(fire):
    tick = "history-tick.n_intervals"
    for output, seen in ((TABLE, "history-seen.data"), (FIGURE, "history-curves.data")):
        first = fire(output, None)
        again = fire(output, tick, {tick: 1, seen: first.props[seen]})
        assert (again.status, again.props) == (200, {})


def test_a_growing_run_is_drawn_again(fire, settings):
    seen, tick = "history-curves.data", "history-tick.n_intervals"
    run_id = made.run(settings.runs, state="cancelled", accuracies=(0.7,))
    first = fire(FIGURE, CHOSEN, {CHOSEN: [run_id]})
    events = made.log(made.BEGAN, (0.7, 0.8))
    made.write(settings.runs / run_id, events)
    values = {CHOSEN: [run_id], tick: 1, seen: first.props[seen]}
    again = fire(FIGURE, tick, values)
    uids = [[t["uid"] for t in f.props[FIGURE]["data"]] for f in (first, again)]
    assert uids[0] == uids[1]
    assert again.props[FIGURE]["data"][0]["x"] != first.props[FIGURE]["data"][0]["x"]


def test_a_heading_sorts_and_turns(fire):
    order = fire(
        "history-order.data",
        ("history-sort.n_clicks", "name"),
        {"history-sort.n_clicks": {"name": 1}},
    ).props["history-order.data"]
    assert order == {"sort": "name", "order": "ascending"}
    shown = fire(TABLE, "history-order.data", {"history-order.data": order})
    assert rows(shown.props[TABLE]) == [FIRST, SECOND]


def test_a_changed_filter_begins_at_the_first_page(fire):
    values = {"history-search.value": NAME, "history-page.active_page": 7}
    fired = fire(QUERY, "history-search.value", values)
    assert fired.props[QUERY] == f"?search={NAME}"


def test_of_five_hundred_runs_a_page_is_shown(fire, settings):
    for number in range(500):
        made.run(settings.runs, number)
    fire(TABLE, None)
    fired = fire(TABLE, "history-search.value", {"history-search.value": "seed=1"})
    assert len(rows(fired.props[TABLE])) == 25
    assert fired.props["history-count.children"] == "502 trainings"
