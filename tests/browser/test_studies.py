"""A person defines a study and looks at one; nothing is trained here."""

import shutil

import pytest

from dashboard import ids
from dashboard.studies.controller import Controller
from dashboard.studies.folder import get_study
from tests.browser.visitor import item
from tests.studies.played import study_of, train


@pytest.fixture(scope="module")
def paused(home):
    """A study with two trials that is paused; their runs go when all have seen it."""
    others = set(home.runs.glob("*"))
    study = study_of(home, name="paused", trials=5)
    controller = Controller(home, study, lambda settings: None)
    for _ in range(2):
        controller.round()
        train(home)
    study.pause()
    controller.round()
    yield study
    # other modules list the runs of the same server
    for folder in set(home.runs.glob("*-*")) - others:
        shutil.rmtree(folder)


def test_the_form_follows_its_switches_and_refuses_what_makes_no_sense(dash_br):
    dash_br.open("/studies")
    dash_br.see(f"#{ids.STUDIES_ESTIMATE}", "20 trials of about")
    dash_br.click(item(ids.STUDIES_VARY, "batch_size"))
    batch = item(ids.STUDIES_TEXT, "batch_size")
    sane = "256, 512, 1024"
    dash_br.until(lambda: dash_br.all(batch)[0].get_property("value") == sane)
    dash_br.choose(ids.STUDIES_BASE, "cnn")
    dash_br.until(lambda: dash_br.all(item(ids.STUDIES_TEXT, "mixing")))
    dash_br.click(f"#{ids.STUDIES_BEGIN}")
    dash_br.see(f"#{ids.SHELL_TOASTS}", "Expected name to be")


def test_an_unknown_study_is_said_once_and_draws_nothing(dash_br):
    dash_br.open("/studies/none")
    dash_br.see(f"#{ids.STUDY_HEAD}", "Expected the name of a study")
    assert not dash_br.all(f"#{ids.STUDY_BODY}:not([hidden])")
    dash_br.click(f"#{ids.STUDY_HEAD} a")
    dash_br.see("h1", "Search for good settings")
    assert not dash_br.all(".toast")


def test_a_study_is_found_looked_at_and_stopped(dash_br, paused, home):
    dash_br.open("/studies")
    dash_br.see(f"#{ids.STUDIES_LIST}", "2 of 5 trials")
    dash_br.click(f"#{ids.STUDIES_LIST} a")
    dash_br.see(f"#{ids.STUDY_HEAD}", "paused")
    dash_br.until(lambda: len(dash_br.all(f"#{ids.STUDY_PARALLEL} .scatter")) == 2)
    dash_br.until(lambda: len(dash_br.all(f"#{ids.STUDY_TRIALS} tbody tr")) == 2)
    dash_br.click(item(ids.STUDY_ACTION, "stop"))
    dash_br.see(f"#{ids.STUDY_HEAD}", "Stopped after 2 trials.", 30)
    assert get_study(home, "paused").state() == "stopped"
