"""The History page: rows chosen, marked and drawn over one another."""

import shutil

import pytest
from selenium.webdriver import ActionChains

from dashboard import ids
from dashboard.marks.folder import Marks
from tests.browser.visitor import item
from tests.records import made
from tests.shipped import NAME

FIRST, SECOND = f"{NAME}/1", f"{NAME}/2"
ROWS = f"#{ids.HISTORY_TABLE} tbody tr"


@pytest.fixture
def unmarked(home):
    """Others visit the same server: its rows lose what a test writes on them."""
    yield Marks(home.runs)
    for path in Marks(home.runs).root.glob("*.json"):
        path.unlink()


def names(dash_br) -> list[str]:
    """Names of the drawn curves."""
    return sorted(dash_br.texts(f"#{ids.HISTORY_GRAPH} .legendtext"))


def keys(dash_br) -> list[str]:
    """The rows of the table."""
    return dash_br.attributes(ROWS, "data-record")


def choose(dash_br, key: str) -> None:
    dash_br.click(f"input{item(ids.HISTORY_CHOOSE, key)}")


def test_rows_are_chosen_and_the_address_keeps_all(dash_br):
    dash_br.open(f"/history?show={FIRST}")
    dash_br.until(lambda: names(dash_br) == [FIRST])
    choose(dash_br, SECOND)
    dash_br.until(lambda: names(dash_br) == [FIRST, SECOND])
    dash_br.choose(ids.HISTORY_X, "minutes")
    dash_br.choose(ids.HISTORY_SCALE, "log")
    query = f"?show={FIRST},{SECOND}&x=minutes&scale=log"
    dash_br.wait_for_query(query)
    dash_br.see(f"#{ids.HISTORY_GRAPH}", "Minutes of training")
    dash_br.driver.refresh()
    dash_br.until(lambda: names(dash_br) == [FIRST, SECOND])
    assert (dash_br.query(), dash_br.chosen(ids.HISTORY_SCALE)) == (query, "log")
    boxes = dash_br.all(f"#{ids.HISTORY_TABLE} input")
    assert [box.is_selected() for box in boxes] == [True, True]
    choose(dash_br, FIRST)
    dash_br.until(lambda: names(dash_br) == [SECOND])


def test_a_search_a_tag_and_the_archive(dash_br, unmarked):
    dash_br.open("/history")
    dash_br.until(lambda: keys(dash_br) == [SECOND, FIRST])
    choose(dash_br, FIRST)
    dash_br.see(f"#{ids.HISTORY_WORDS}", "1 chosen")
    dash_br.click(".mark-form summary")
    dash_br.fill(f"#{ids.HISTORY_TAGS}", "for coats")
    dash_br.click(item(ids.HISTORY_MARK, "tag"))
    dash_br.see(ROWS, "for coats")
    dash_br.fill(f"#{ids.HISTORY_SEARCH}", "coats")
    dash_br.until(lambda: keys(dash_br) == [FIRST])
    dash_br.click(item(ids.HISTORY_STAR, FIRST))
    dash_br.until(lambda: unmarked.get(FIRST).star)
    dash_br.click(item(ids.HISTORY_MARK, "archive"))
    dash_br.see(f"#{ids.HISTORY_TABLE}", "Nothing passes this filter.")
    dash_br.choose(ids.HISTORY_ARCHIVED, "only")
    dash_br.until(lambda: keys(dash_br) == [FIRST])


def test_a_running_run_grows_without_losing_zoom_or_what_is_hidden(dash_br, home):
    run_id = made.run(home.runs, state="cancelled", accuracies=(0.7, 0.8))
    dash_br.narrow(1280, 1900)  # all of the graph
    dash_br.open(f"/history?show={run_id},{FIRST}")
    dash_br.until(lambda: drawn(dash_br)["epochs"] == 2)
    [plot, *_] = dash_br.all(f"#{ids.HISTORY_GRAPH} .nsewdrag")
    chain = ActionChains(dash_br.driver).move_to_element(plot)
    chain.click_and_hold().move_by_offset(200, 50).release().perform()
    dash_br.until(lambda: drawn(dash_br)["zoomed"])
    dash_br.all(f"#{ids.HISTORY_GRAPH} .legendtoggle")[1].click()
    dash_br.until(lambda: FIRST in drawn(dash_br)["hidden"])
    before = drawn(dash_br)
    made.write(home.runs / run_id, made.log(made.BEGAN, (0.7, 0.8, 0.9)))
    dash_br.until(lambda: drawn(dash_br)["epochs"] == 3)
    assert drawn(dash_br) == before | {"epochs": 3}
    shutil.rmtree(home.runs / run_id)


def drawn(dash_br) -> dict:
    """What Plotly shows: the first curve, what is zoomed, what is hidden."""
    return dash_br.driver.execute_script(
        "const plot = document.querySelector('#history-graph .js-plotly-plot');"
        "const [data, layout] = [plot && plot.data || [], plot && plot.layout || {}];"
        "const x = layout.xaxis || {};"
        "return {epochs: data[0] && data[0].x.length,"
        "  colour: data[0] && data[0].line.color,"
        "  zoomed: x.autorange === false, range: x.range,"
        "  hidden: data.filter(t => t.visible === 'legendonly').map(t => t.name)}"
    )
