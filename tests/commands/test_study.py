"""`python -m dashboard study VERB`."""

import json

import pytest

from dashboard.jobs import engine
from dashboard.jobs.folder import list_runs
from dashboard.studies import actions, folder
from dashboard.studies.controller import Controller
from tests.studies.played import train

CREATE = ("study", "create", "heads", "--backbone", "cnn", "--trials", "2")


@pytest.fixture(autouse=True)
def nobody_leads(monkeypatch):
    """No process is started; the test leads the study itself."""
    started = []
    monkeypatch.setattr(actions, "ensure", lambda _, study: started.append(study.name))
    monkeypatch.setattr(engine, "ensure", lambda settings: None)
    return started


def lead(settings, name="heads"):
    controller = Controller(
        settings, folder.get_study(settings, name), serve_line=lambda settings: None
    )
    while controller.round():
        train(settings)


def test_a_study_from_its_beginning_to_the_run_of_its_best(command, settings):
    assert command(*CREATE, "--set", "dropout=0..0.5", "--final", "epochs=7")[0] == 0
    lead(settings)
    status, out, _ = command("study", "show", "heads", "--json")
    shown = json.loads(out)
    assert (status, shown["state"], shown["trials_done"]) == (0, "finished", 2)
    assert shown["request"]["space"] == {
        "dropout": {"low": 0.0, "high": 0.5, "log": False}
    }
    assert "token" not in shown["request"]
    for _ in range(2):  # asked twice, trained once
        assert "publishes heads" in command("study", "train-best", "heads")[1]
    runs = [run.request for run in list_runs(settings) if run.request.publish]
    assert [(run.study, run.recipe["epochs"]) for run in runs] == [("heads", 7)]
    assert runs[0].recipe["dropout"] == shown["best"]["params"]["dropout"]


def test_without_words_sane_settings_vary(command, settings):
    command(*CREATE)
    assert "learning_rate" in folder.get_study(settings, "heads").request.space
    assert "waiting" in command("study", "list")[1]
    assert "learning_rate" in command("study", "show", "heads")[1]


def test_pause_resume_and_stop_say_where_it_stands(command, nobody_leads):
    command(*CREATE)
    said = [command("study", verb, "heads")[1] for verb in ("pause", "resume", "stop")]
    assert said == [f"study heads: {s}\n" for s in ("paused", "waiting", "stopping")]
    assert nobody_leads == ["heads"] * 3  # not for a pause


def test_running_a_paused_study_does_nothing(command):
    command(*CREATE)
    command("study", "pause", "heads")
    assert command("study", "run", "heads")[1] == "study heads: nothing to lead\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--set", "dropout"), "SETTING=VALUE"),
        (("--set", "dropout=0..2"), "dropout from 0 to 0.9"),
        (("--set", "colour=1"), "Expected a setting"),
        (("--set", "seed=1,2"), "to be the same in all trials"),
        (("--set", "dropout=0..0.5", "--sampler", "grid"), "lists for a grid"),
        (("--final", "dropout=0..0.5"), "one value of dropout"),
        (("--final", "share=3"), "share"),
        (("--minutes", "-1"), "minutes"),
    ],
)
def test_what_cannot_be_tried_is_refused(command, settings, words, said):
    status, _, err = command(*CREATE, *words)
    assert (status, said in err) == (1, True), err
    assert folder.list_studies(settings) == []


def test_a_name_is_taken_once(command):
    command(*CREATE)
    status, _, err = command(*CREATE)
    assert (status, "no study has" in err) == (1, True)


@pytest.mark.parametrize("name", ["../x", "none", "A"])
def test_an_unknown_study_is_a_sentence(command, name):
    status, _, err = command("study", "show", name)
    assert (status, "Expected the name of a study" in err) == (1, True)


def test_nothing_is_best_before_a_trial_has_ended(command):
    command(*CREATE)
    status, _, err = command("study", "train-best", "heads")
    assert (status, "came to its end" in err) == (1, True)
