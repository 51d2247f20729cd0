"""Wires of the History page."""

import pytest

from tests.shipped import NAME

CURVES = "history-curves.value"


def show(fire, chosen):
    return fire(CURVES, CURVES, {CURVES: chosen})


def drawn(fired, graph):
    data = fired.props[f"history-{graph}.figure"]["data"]
    return [trace["name"] for trace in data if trace.get("showlegend", True)]


def test_chosen_curves_lie_over_one_another(fire):
    fired = show(fire, [f"{NAME}/1", f"{NAME}/2"])
    for graph in ("accuracy", "loss"):
        names = drawn(fired, graph)
        assert [n for n in names if "training" not in n] == [f"{NAME}/1", f"{NAME}/2"]
    assert fired.props["history-query.data"] == f"?show={NAME}/1,{NAME}/2"


def test_classes_made_of_curve_names_are_valid(fire):
    fired = show(fire, [f"{NAME}/1"])
    for trace in fired.props["history-accuracy.figure"]["data"]:
        assert trace["uid"].isalnum()


@pytest.mark.parametrize("chosen", [None, [], ["nobody/1", "../..", ""], [3, None]])
def test_without_a_known_curve_the_newest_are_shown(fire, chosen):
    fired = show(fire, chosen)
    assert (fired.status, fired.toasts) == (200, [])
    assert fired.props[CURVES] == [f"{NAME}/2", f"{NAME}/1"]
    assert fired.props["history-query.data"] == ""
