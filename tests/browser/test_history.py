"""The History page: curves over one another."""

from dashboard import ids
from tests.shipped import NAME

GRAPHS = {"accuracy": ids.HISTORY_ACCURACY, "loss": ids.HISTORY_LOSS}


def names(dash_br, graph: str) -> set[str]:
    """Names of the drawn curves, training left out."""
    entries = dash_br.texts(f"#{graph} .legendtext")
    return {name for name in entries if "(training)" not in name}


def test_two_versions_lie_over_one_another(dash_br):
    dash_br.open(f"/history?show={NAME}/1")
    for graph in GRAPHS.values():
        dash_br.until(lambda graph=graph: names(dash_br, graph) == {f"{NAME}/1"})
    dash_br.click(f"#{ids.HISTORY_CURVES} input:not(:checked)")
    both = {f"{NAME}/1", f"{NAME}/2"}
    for graph in GRAPHS.values():
        dash_br.until(lambda graph=graph: names(dash_br, graph) == both)
    dash_br.wait_for_query(f"?show={NAME}/1,{NAME}/2")
    rows = dash_br.texts(f"#{ids.HISTORY_TABLE} tbody tr")
    assert [row.split("\t")[0] for row in rows] == [f"{NAME}/1", f"{NAME}/2"]
    dash_br.driver.refresh()
    for graph in GRAPHS.values():
        dash_br.until(lambda graph=graph: names(dash_br, graph) == both)


def test_without_a_choice_the_newest_versions_are_shown(dash_br):
    dash_br.open("/history")
    both = {f"{NAME}/1", f"{NAME}/2"}
    dash_br.until(lambda: names(dash_br, ids.HISTORY_ACCURACY) == both)
