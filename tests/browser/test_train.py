"""The Train page and what comes of it: one small training is started from the form,
watched, survives its server, and becomes the version that answers.

TensorFlow needs longer to start than everything else here, so one run serves all of
these tests. It is held still in the middle by stopping its process, so that nothing
depends on how fast it trains.
"""

import psutil
import pytest
from selenium.webdriver.common.action_chains import ActionChains

from dashboard import ids
from dashboard.jobs import folder, queue
from dashboard.jobs.request import Request
from dashboard.jobs.run import Run
from dashboard.jobs.status import FINAL
from dashboard.store import aliases
from dashboard.store.versions import ModelStore
from tests.browser.conftest import visit
from tests.browser.visitor import item
from tests.shipped import NAME

TRAINING_SECONDS = 180  # for a small one beside other work on two cores
CARD = f"#{ids.TRAIN_RUNS} .run"
UNDER_WAY = ("running", "stalled")  # a process held still looks stalled after a minute


@pytest.fixture
def server(workshop):
    return workshop


@pytest.fixture(scope="module")
def going(chromium, workshop):
    """The run that a double click started, held still after its first steps."""
    with visit(chromium, workshop) as visitor:
        fill_form(visitor, "small", epochs=1, batch_size=16, share=0.008)
        start = visitor.all(f"#{ids.TRAIN_START}")[0]
        # with the pause of a hand, so that the first click is answered before the next
        ActionChains(visitor.driver).click(start).pause(0.2).click().perform()
        visitor.see(f"#{ids.TRAIN_MESSAGE}", "is on its way")
        visitor.see(f"{CARD} .run-figures", "epoch 1 of 1", TRAINING_SECONDS)
    [run] = folder.list_runs(workshop.settings)
    trainer_of(run).suspend()
    return run


@pytest.fixture(scope="module")
def finished(chromium, workshop, going):
    """The same run at its end, which an open page was told."""
    with visit(chromium, workshop) as visitor:
        visitor.open("/train")
        trainer_of(going).resume()
        selector = f"{CARD}[data-run='{going.id}']"
        visitor.until(lambda: state_of(visitor, selector) in FINAL, TRAINING_SECONDS)
        assert state_of(visitor, selector) == "succeeded", visitor.text(selector)
    return going


def trainer_of(run: Run) -> psutil.Process:
    return psutil.Process(int(run.status().pid))


def fill_form(dash_br, name: str, **fields) -> None:
    dash_br.open("/train")
    dash_br.choose(ids.TRAIN_BACKBONE, "cnn")
    dash_br.until(lambda: dash_br.chosen(ids.TRAIN_NAME) == "cnn")
    for field, value in fields.items():
        dash_br.fill(item(ids.TRAIN_FIELD, field), str(value))
    dash_br.fill(f"#{ids.TRAIN_NAME}", name)


def state_of(dash_br, selector: str) -> str:
    return "".join(dash_br.attributes(selector, "data-state"))


def runs(dash_br) -> list[tuple[str, str]]:
    """(run id, state) of the cards on the page."""
    found = dash_br.attributes(CARD, "data-run", "data-state")
    return [tuple(pair) for pair in found]


def test_the_form_tells_the_time_and_what_is_wrong(dash_br):
    dash_br.open("/train")
    dash_br.see(f"#{ids.TRAIN_ESTIMATE}", "About ")
    dash_br.fill(item(ids.TRAIN_FIELD, "epochs"), "5000")
    dash_br.see(f"#{ids.TRAIN_ESTIMATE}", "Expected")
    dash_br.choose(ids.TRAIN_BACKBONE, "cnn")
    dash_br.until(lambda: dash_br.chosen(ids.TRAIN_NAME) == "cnn")
    dash_br.see(f"#{ids.TRAIN_ESTIMATE}", "About ")


def test_an_impossible_form_becomes_a_sentence_and_no_run(dash_br, workshop):
    before = folder.list_runs(workshop.settings)
    fill_form(dash_br, "Not a name!")
    dash_br.click(f"#{ids.TRAIN_START}")
    dash_br.see(".toast", "Expected a model name")
    assert folder.list_runs(workshop.settings) == before


def test_a_double_click_is_one_run(workshop, going):
    assert [run.id for run in folder.list_runs(workshop.settings)] == [going.id]
    assert going.request.name == "small"


def test_refresh_and_a_second_tab_see_the_same_single_run(dash_br, workshop, going):
    pid = going.status().pid
    dash_br.open("/train")
    dash_br.until(lambda: [run for run, _ in runs(dash_br)] == [going.id])
    dash_br.driver.refresh()
    dash_br.see(f"{CARD} .run-figures", "images a second")
    dash_br.driver.switch_to.new_window("tab")
    dash_br.open("/train")
    dash_br.see(f"{CARD} .run-figures", "epoch 1 of 1")
    [(run, state)] = runs(dash_br)
    assert (run, state in UNDER_WAY) == (going.id, True)
    dash_br.driver.close()
    dash_br.driver.switch_to.window(dash_br.driver.window_handles[0])
    dash_br.click(f"{CARD} a")
    dash_br.see(f"#{ids.RUN_LIVE}", "1 of 1")
    dash_br.driver.back()
    dash_br.until(lambda: [run for run, _ in runs(dash_br)] == [going.id])
    assert [run.id for run in folder.list_runs(workshop.settings)] == [going.id]
    assert going.status().pid == pid


def test_a_killed_server_changes_nothing_for_the_run(dash_br, workshop, going):
    pid = going.status().pid
    dash_br.open("/train")
    dash_br.until(lambda: runs(dash_br))
    workshop.kill()
    dash_br.until(dash_br.complaints)
    assert psutil.pid_exists(pid)
    workshop.start()
    # the page that stayed open goes on by itself
    dash_br.fill(item(ids.TRAIN_FIELD, "epochs"), "5000")
    dash_br.see(f"#{ids.TRAIN_ESTIMATE}", "Expected")
    dash_br.open("/train")
    dash_br.complaints()  # of the time without a server
    dash_br.until(lambda: [run for run, _ in runs(dash_br)] == [going.id])
    assert going.status().pid == pid
    assert going.status().state in UNDER_WAY


def test_the_new_version_is_listed_with_its_card(dash_br, workshop, finished):
    version = ModelStore(workshop.settings.store).get("small", 1)
    assert version.manifest["run_id"] == finished.id
    dash_br.open("/models")
    dash_br.see(f"#{ids.MODELS_TABLE}", "small/1")
    dash_br.click(item(ids.MODELS_OPEN, "small/1"))
    dash_br.see(f"#{ids.MODELS_CARD_BODY}", "small")
    accuracy = version.manifest["metrics"]["test_accuracy"]
    assert f"{accuracy:.2%}" in dash_br.text(f"#{ids.MODELS_TABLE}")


def test_the_new_version_becomes_champion_and_answers(dash_br, workshop, finished):
    store = workshop.settings.store
    dash_br.open("/models")
    dash_br.click(item(ids.MODELS_PROMOTE, "small/1"))
    dash_br.see(".toast", "small/1 answers from now on.")
    dash_br.until(lambda: dash_br.text(f"#{ids.MODELS_TABLE} .badge") == "champion")
    dash_br.see(f"#{ids.MODELS_HISTORY}", "small/1")
    button = dash_br.all(item(ids.MODELS_PROMOTE, "small/1"))[0]
    assert not button.is_enabled()
    assert aliases.champion(store).ref == "small/1"
    dash_br.click(f"#{ids.SHELL_NAVIGATION} a[href='/']")
    dash_br.click(item(ids.PREDICT_SAMPLE, 0))
    dash_br.see(".answer .answer-model", "small/1")
    dash_br.until(lambda: dash_br.all(".answer .barlayer .bartext"))


def test_two_people_who_promote_at_once_are_told(dash_br, workshop, finished):
    dash_br.open("/models")
    dash_br.wait_for_element(item(ids.MODELS_PROMOTE, f"{NAME}/1"))
    store = workshop.settings.store
    # whoever was champion, the other one is promoted behind this page's back
    ref = aliases.champion(store).ref if aliases.champion(store) else f"{NAME}/1"
    other = {"small/1": NAME, f"{NAME}/1": "small"}[ref]
    aliases.promote(store, other, 1, by="somebody else", reason="")
    dash_br.click("button:not(:disabled)[id*=models-promote]")
    dash_br.see(".toast", "somebody else promoted")
    assert aliases.champion(store).by == "somebody else"


def test_the_log_of_a_failed_run_stays_open(dash_br, workshop, finished):
    """Also while the page asks every second how the runs are."""
    recipe = finished.request.recipe
    request = Request(recipe, "small", "gone/1", "failing", "a test")
    run = queue.submit(workshop.settings, request)
    dash_br.open("/train")
    selector = f"{CARD}[data-run='{run.id}']"
    dash_br.until(lambda: state_of(dash_br, selector) == "failed", TRAINING_SECONDS)
    dash_br.click(f"{selector} summary")
    dash_br.driver.execute_script(
        "const plain = window.fetch; window.asked = 0;"
        "window.fetch = (...words) => { window.asked += 1; return plain(...words); }"
    )
    dash_br.until(lambda: dash_br.driver.execute_script("return window.asked > 2"))
    assert dash_br.all(f"{selector} details[open]")


def test_a_running_training_can_be_cancelled(dash_br, workshop, finished):
    before = {run.id for run in folder.list_runs(workshop.settings)}
    fill_form(dash_br, "long", epochs=100, share=0.05)
    dash_br.click(f"#{ids.TRAIN_START}")
    dash_br.see(f"#{ids.TRAIN_MESSAGE}", "is on its way")
    [run] = [r for r in folder.list_runs(workshop.settings) if r.id not in before]
    dash_br.until(lambda: (run.id, "running") in runs(dash_br), TRAINING_SECONDS)
    pid = run.status().pid
    dash_br.click(item(ids.RUN_CANCEL, run.id))
    dash_br.until(lambda: (run.id, "cancelled") in runs(dash_br), TRAINING_SECONDS)
    dash_br.see(".toast", "Run cancelled")
    assert not dash_br.all(item(ids.RUN_CANCEL, run.id))
    dash_br.until(lambda: not psutil.pid_exists(pid))
    assert ModelStore(workshop.settings.store).list()[0].name == "small"
