"""A run's page while the run goes on. A stand-in trains: it reports what the test tells
it, so that nothing depends on how fast anything is."""

import json

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from dashboard import ids
from dashboard.jobs import queue
from dashboard.presets import defaults
from tests.browser.visitor import item
from tests.jobs import stand_in

STEPS = 50  # of an epoch
# keeps the answers for an output until they are given
HOLD_BACK = """
    const [output, ask] = [`"output":"${arguments[0]}"`, window.fetch];
    window.held = [];
    window.fetch = (where, request) => ask(where, request).then((answer) =>
        String(request?.body).includes(output)
            ? new Promise((done) => window.held.push(() => done(answer)))
            : answer);
"""


class Training:
    """A run and the process that reports for it."""

    def __init__(self, settings):
        recipe = defaults("cnn").with_(epochs=4, dropout=0.3).to_dict()
        self.run = queue.submit(settings, stand_in.request("one", recipe=recipe))
        # before any page sees it waiting and has it started
        self.process = stand_in.started(settings, "told", self.run.id)
        self.tell(kind="phase", phase="fine", epochs=4)

    def tell(self, **event) -> None:
        """Have an event reported, and wait until it is."""
        self.process.stdin.write(json.dumps(event) + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline()

    def steps(self, epoch: int, numbers) -> None:
        """Have steps reported."""
        for step in numbers:
            values = {"loss": 2 / (epoch + step / STEPS), "accuracy": step / STEPS}
            speed = {"images_per_second": 800, "seconds_left": 60, "memory": 10**9}
            place = {"epoch": epoch, "step": step, "steps": STEPS}
            self.tell(kind="step", **place, **values, **speed, learning_rate=1e-3)

    def epoch(self, number: int) -> None:
        """Have the end of an epoch reported."""
        found = {"validation_accuracy": 0.5, "validation_loss": 1.0, "best_epoch": 1}
        self.tell(kind="epoch", epoch=number, learning_rate=1e-3, **found)

    def end(self) -> None:
        """Let it succeed."""
        self.process.stdin.close()
        assert self.process.wait(timeout=20) == 0


@pytest.fixture
def server(workshop):
    return workshop


@pytest.fixture(scope="module")
def training(workshop):
    training = Training(workshop.settings)
    training.steps(1, range(1, STEPS + 1))
    training.epoch(1)
    yield training
    training.process.kill()
    with training.process:  # closes its pipes and waits
        pass


def drawn(dash_br, graph: str, number: int = 0) -> int:
    """How many points a curve has."""
    script = (
        "const found = document.querySelector(`#${arguments[0]} .js-plotly-plot`);"
        "return found?.data?.[arguments[1]]?.x.length ?? 0"
    )
    return dash_br.driver.execute_script(script, graph, number)


def look(dash_br, graph: str) -> dict:
    """What a person has chosen of a graph, and its colours."""
    script = (
        "const graph = document.querySelector(`#${arguments[0]} .js-plotly-plot`);"
        "const layout = graph._fullLayout;"
        "return {x: layout.xaxis.range, y: layout.yaxis.range,"
        " colours: graph._fullData.map(t => t.line.color),"
        " visible: graph._fullData.map(t => t.visible)}"
    )
    return dash_br.driver.execute_script(script, graph)


def zoom(dash_br, graph: str) -> None:
    """Drag a rectangle over the middle of a graph."""
    area = dash_br.all(f"#{graph} .nsewdrag")[0]
    script = "arguments[0].scrollIntoView({block: 'center'})"
    dash_br.driver.execute_script(script, area)
    actions = ActionChains(dash_br.driver)
    actions.move_to_element(area).move_by_offset(-80, -60).click_and_hold()
    actions.move_by_offset(80, 50).move_by_offset(80, 50).release().perform()


def focus(dash_br) -> str:
    return dash_br.driver.execute_script("return document.activeElement.id")


def test_curves_grow_and_stay_as_they_were_left(dash_br, training):
    dash_br.open(f"/runs/{training.run.id}")
    dash_br.until(lambda: drawn(dash_br, ids.RUN_LOSS) == STEPS)
    before = look(dash_br, ids.RUN_ACCURACY)
    zoom(dash_br, ids.RUN_ACCURACY)
    dash_br.until(lambda: look(dash_br, ids.RUN_ACCURACY)["x"] != before["x"])
    # the second name of the legend hides the validation
    dash_br.all(f"#{ids.RUN_LOSS} .legendtoggle")[1].click()
    hidden = [True, "legendonly"]
    dash_br.until(lambda: look(dash_br, ids.RUN_LOSS)["visible"] == hidden)
    graphs = (ids.RUN_ACCURACY, ids.RUN_LOSS)
    chosen = {graph: look(dash_br, graph) for graph in graphs}
    training.steps(2, range(1, STEPS + 1))
    training.epoch(2)
    for graph in graphs:
        dash_br.until(lambda graph=graph: drawn(dash_br, graph) == 2 * STEPS)
        dash_br.until(lambda graph=graph: drawn(dash_br, graph, 1) == 2)
    assert look(dash_br, ids.RUN_ACCURACY) == chosen[ids.RUN_ACCURACY]
    grown = look(dash_br, ids.RUN_LOSS)
    assert grown["visible"] == hidden
    assert grown["colours"] == chosen[ids.RUN_LOSS]["colours"]
    # what nobody zoomed shows all of the run
    assert grown["x"][1] > chosen[ids.RUN_LOSS]["x"][1]
    dash_br.see(f"#{ids.RUN_LIVE}", "2 of 4")
    dash_br.see(f"#{ids.RUN_LIVE}", "1,000 MB")


def test_the_log_grows_and_the_reader_and_the_keyboard_stay(dash_br, training):
    log = training.run.log_file
    log.write_text("".join(f"line {number}\n" for number in range(200)))
    dash_br.open(f"/runs/{training.run.id}")
    dash_br.see(f"#{ids.RUN_LOG}", "line 199")
    script = f"return document.getElementById('{ids.RUN_LOG}').scrollTop"
    at_the_end = dash_br.until(lambda: dash_br.driver.execute_script(script))
    with log.open("a") as file:
        file.write("line 200\n" * 30)
    dash_br.until(lambda: dash_br.driver.execute_script(script) > at_the_end)
    dash_br.driver.execute_script(f"{script[7:]} = 100")
    button = item(ids.RUN_CANCEL, training.run.id)
    dash_br.driver.execute_script(f"document.querySelector(`{button}`).focus()")
    held = focus(dash_br)
    with log.open("a") as file:
        file.write("the last line\n")
    training.steps(3, (1, 2))
    dash_br.see(f"#{ids.RUN_LOG}", "the last line")
    dash_br.see(f"#{ids.RUN_LIVE}", "3 of 4")
    assert dash_br.driver.execute_script(script) == 100
    assert focus(dash_br) == held != ""


def test_a_run_moved_to_an_end_of_the_line_keeps_the_keyboard(
    dash_br, training, workshop
):
    asked = [stand_in.request(token) for token in ("first", "second")]
    waiting = queue.submit_all(workshop.settings, asked)
    try:
        dash_br.open("/train")
        button = item(ids.QUEUE_EARLIER, waiting[1].id)
        dash_br.until(lambda: dash_br.all(button))
        dash_br.driver.execute_script(f"document.querySelector(`{button}`).focus()")
        ActionChains(dash_br.driver).send_keys(Keys.ENTER).perform()
        # it is the first now, so its other arrow is the one to press
        dash_br.until(lambda: ids.QUEUE_LATER in focus(dash_br))
        assert waiting[1].id in focus(dash_br)
    finally:
        for run in waiting:
            run.cancel()


def test_two_tabs_and_the_back_button_show_one_run(dash_br, training):
    page, keep = f"/runs/{training.run.id}", item(ids.RUN_KEEP, training.run.id)
    dash_br.open(page)
    dash_br.see(f"#{ids.RUN_BUTTONS}", "Stop and keep")
    dash_br.driver.switch_to.new_window("tab")
    dash_br.open(page)
    # its buttons are drawn anew before the answer to the press is there
    dash_br.driver.execute_script(HOLD_BACK, f"{ids.RUN_MESSAGE}.children")
    dash_br.click(keep)
    dash_br.see(f"#{ids.RUN_BUTTONS}", "Keeping after this epoch")
    dash_br.driver.execute_script("window.held.forEach((give) => give())")
    dash_br.see(f"#{ids.RUN_MESSAGE}", "ends after this epoch")
    tabs = dash_br.driver.window_handles
    dash_br.driver.switch_to.window(tabs[0])
    dash_br.see(f"#{ids.RUN_BUTTONS}", "Keeping after this epoch")
    assert not dash_br.all(keep)[0].is_enabled()
    training.end()
    for tab in tabs:
        dash_br.driver.switch_to.window(tab)
        dash_br.see(f"#{ids.RUN_ENDING}", "It became version shoes/1")
    dash_br.click(f"#{ids.RUN_BUTTONS} a")
    dash_br.see(f"#{ids.TRAIN_FROM_WORDS}", training.run.id)
    assert dash_br.chosen(ids.TRAIN_BACKBONE) == "cnn"
    assert dash_br.chosen(ids.TRAIN_NAME) == "shoes"
    dropout = dash_br.all(item(ids.TRAIN_FIELD, "dropout"))[0]
    assert dropout.get_property("value") == "0.3"
    dash_br.driver.back()
    dash_br.until(lambda: drawn(dash_br, ids.RUN_LOSS) > 2 * STEPS)
    dash_br.see(f"#{ids.RUN_HEAD}", "succeeded")


def test_a_run_that_is_not_there_is_a_sentence(dash_br):
    dash_br.open("/runs/20260101-000000-cnn-0000")
    dash_br.see(f"#{ids.RUN_HEAD}", "Expected a run")
    assert not dash_br.all(f"#{ids.RUN_BODY}")[0].is_displayed()
