"""The list of studies and one study's page, from real studies."""

import pytest
from dash import no_update

from dashboard.components import run_link, studies_list, study_state
from dashboard.errors import StudyError
from dashboard.jobs import engine
from dashboard.jobs.folder import list_runs
from dashboard.studies import actions
from dashboard.studies.controller import Controller
from tests.components.conftest import words
from tests.studies.played import study_of, train


@pytest.fixture(autouse=True)
def started(monkeypatch):
    """Names of studies that somebody would have been started for."""
    names = []
    monkeypatch.setattr(actions, "ensure", lambda _, study: names.append(study.name))
    monkeypatch.setattr(engine, "ensure", lambda settings: None)
    # no app here, so no path that it is mounted under
    for module in (run_link, studies_list, study_state):
        monkeypatch.setattr(module, "get_relative_path", lambda path: path)
    return names


@pytest.fixture
def study(settings):
    """Two trials of four have ended, a third one waits."""
    made = study_of(settings, trials=4)
    controller = Controller(settings, made, lambda settings: None)
    for _ in range(2):
        controller.round()
        train(settings)
    controller.round()
    return made


def test_without_studies_the_list_says_so(settings):
    assert "No study yet." in words(studies_list.study_cards(settings))


def test_the_list_shows_how_far_and_how_good_and_has_it_led(settings, study, started):
    [card] = studies_list.study_cards(settings)
    assert "2 of 4 trials" in words(card)
    assert "on validation images" in words(card)
    assert started == ["heads"]


def test_the_list_is_drawn_anew_only_when_something_happened(settings, study):
    cards, shown = studies_list.list_state(settings, None)
    assert cards is not no_update
    assert studies_list.list_state(settings, shown) == (no_update, no_update)
    actions.pause(settings, study)
    assert studies_list.list_state(settings, shown)[1] not in (shown, no_update)


def test_the_page_is_drawn_anew_only_when_something_happened(settings, study):
    first = study_state.page_state(settings, "heads", None)
    assert len(first["parallel"].data) == 2
    assert "Dropout" in words(first["trials"])
    assert words(first["trials"]).count("run") >= 3
    again = study_state.page_state(settings, "heads", first["shown"])
    assert set(again.values()) == {no_update}
    study.pause()
    paused = study_state.page_state(settings, "heads", first["shown"])
    assert "paused" in words(paused["head"])


def buttons(settings):
    head = study_state.page_state(settings, "heads", None)["head"]
    [row] = [part for part in head if getattr(part, "className", "") == "controls mb-2"]
    return {b.id["index"] for b in row.children if not b.disabled}


def test_only_buttons_that_make_sense_can_be_pressed(settings, study):
    assert buttons(settings) == {"pause", "stop", "train-best"}
    assert "Paused" in study_state.act(settings, "heads", "pause", None)
    assert buttons(settings) == {"resume", "stop", "train-best"}
    study_state.act(settings, "heads", "resume", None)
    assert "Stopped" in study_state.act(settings, "heads", "stop", None)
    assert buttons(settings) == {"train-best"}


def test_two_clicks_train_the_best_once_and_publish_it(settings, study):
    said = [study_state.act(settings, "heads", "train-best", None) for _ in range(2)]
    assert "publishes shoes" in words(said[0])
    published = [run for run in list_runs(settings) if run.request.publish]
    assert len(published) == 1
    assert (published[0].request.study, published[0].request.priority) == ("heads", 0)


def test_a_named_user_ends_no_study_of_others_but_trains_its_best(settings, study):
    for what in ("pause", "resume", "stop"):
        with pytest.raises(StudyError, match="Expected a study of bob"):
            study_state.act(settings, "heads", what, "bob")
    assert not (study.pause_file.exists() or study.stop_file.exists())
    study_state.act(settings, "heads", "train-best", "bob")
    assert "bob" in {run.request.created_by for run in list_runs(settings)}
    owner = study.request.created_by
    assert study_state.act(settings, "heads", "pause", owner).startswith("Paused")


@pytest.mark.parametrize("name", [None, "../x", "none"])
def test_an_unknown_study_is_a_sentence_in_the_place_of_the_page(settings, name):
    state = study_state.page_state(settings, name, None)
    assert "name of a study" in words(state["head"])
    assert state["body_hidden"]
    with pytest.raises(StudyError, match="name of a study"):
        study_state.act(settings, name, "stop")
