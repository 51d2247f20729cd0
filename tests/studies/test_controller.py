from dataclasses import replace

import pytest

from dashboard.errors import RunError
from dashboard.jobs import queue
from dashboard.jobs.folder import list_runs
from dashboard.jobs.worker import hold
from dashboard.settings import ROOT, Settings
from dashboard.studies.controller import Controller
from dashboard.studies.trials import best, trials
from tests.jobs.stand_in import request
from tests.studies.played import Line, study_of, train


def controller_of(settings, study):
    return Controller(settings, study, Line())


def lead(settings, study, **changes):
    """All rounds, with every run trained between two of them."""
    controller = controller_of(settings, study)
    while controller.round():
        train(settings, **changes)


def test_each_trial_is_one_run_and_the_best_is_by_validation_accuracy(settings):
    study = study_of(settings)
    lead(settings, study)
    found = trials(study)
    assert [trial.state for trial in found] == ["complete"] * 3
    runs = {run.id: run.request for run in list_runs(settings)}
    assert {trial.run for trial in found} == set(runs)
    assert all((r.study, r.publish) == ("heads", False) for r in runs.values())
    assert best(found).params["dropout"] == min(t.params["dropout"] for t in found)
    assert study.state() == "finished"
    assert "3 trials" in study.ended()["message"]


def test_a_person_goes_first(settings):
    study = study_of(settings)
    controller_of(settings, study).round()
    mine = queue.submit(settings, request("mine"))
    assert queue.claim_next(settings) == mine


@pytest.mark.parametrize("places", [1, 2])
def test_as_many_trials_at_once_as_there_are_places(settings, places):
    settings = Settings(**{**vars(settings), "concurrency": places})
    study = study_of(settings)
    controller = controller_of(settings, study)
    controller.round()
    controller.round()
    assert len(controller.open_trials()) == len(list_runs(settings)) == places
    assert controller.serve_line.asked >= places


def test_whatever_a_killed_controller_had_begun_is_picked_up(settings):
    study = study_of(settings)
    controller_of(settings, study).round()
    controller_of(settings, study).round()
    assert len(list_runs(settings)) == 1
    lead(settings, study)
    assert len(list_runs(settings)) == len(trials(study)) == 3


def test_a_trial_whose_run_was_not_noted_is_not_trained_twice(settings, monkeypatch):
    study = study_of(settings)
    controller = controller_of(settings, study)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(controller.storage, "set_trial_user_attr", killed)
        controller.round()
    assert trials(study)[0].run is None
    lead(settings, study)
    assert len(list_runs(settings)) == 3
    assert trials(study)[0].run is not None


def test_a_trial_without_all_its_settings_is_none(settings):
    study = study_of(settings)
    controller_of(settings, study).optuna.ask()
    lead(settings, study)
    assert [trial.number for trial in trials(study)] == [1, 2, 3]


def test_two_controllers_of_one_study_train_no_trial_twice(settings):
    """As on two machines whose file system keeps no lock."""
    study = study_of(settings, trials=4)
    one, other = controller_of(settings, study), controller_of(settings, study)
    while one.round() and other.round():
        train(settings)
    one.round()
    found = trials(study)
    assert [trial.state for trial in found] == ["complete"] * 4
    assert len({trial.run for trial in found}) == len(list_runs(settings)) == 4


def test_the_same_seed_draws_the_same_trials_killed_or_not(settings):
    drawn = []
    for name, kills in (("one", 0), ("two", 1)):
        study = study_of(settings, name=name, token=name)
        if kills:
            controller_of(settings, study).round()
        lead(settings, study)
        drawn.append([trial.params for trial in trials(study)])
    assert drawn[0] == drawn[1]
    assert len({trial["dropout"] for trial in drawn[0]}) == 3


def test_a_hopeless_trial_is_cancelled_and_told_as_pruned(settings):
    study = study_of(settings, trials=5, pruner="median")
    controller = controller_of(settings, study)
    for _ in range(4):
        controller.round()
        train(settings, [0.7, 0.8, 0.9])
    controller.round()
    run = queue.claim_next(settings)
    with hold(run) as held:
        held.watcher.report("epoch", epoch=1, validation_accuracy=0.1)
        controller.round()
        assert not held.watcher.stopping  # nobody is judged by the first epoch
        held.watcher.report("epoch", epoch=2, validation_accuracy=0.1)
        controller.round()
        assert held.watcher.stopping
        held.cancelled()
    controller.round()
    last = trials(study)[-1]
    assert (last.state, last.value, last.curve) == ("pruned", 0.1, {1: 0.1, 2: 0.1})
    assert study.state() == "finished"


def test_what_a_person_cancels_failed_and_the_study_goes_on(settings):
    study = study_of(settings)
    controller = controller_of(settings, study)
    controller.round()
    list_runs(settings)[0].cancel()
    controller.round()
    assert (trials(study)[0].state, trials(study)[0].message) == (
        "failed",
        "Cancelled.",
    )
    assert len(controller.open_trials()) == 1


def test_a_lost_run_is_resumed(settings):
    study = study_of(settings)
    controller = controller_of(settings, study)
    controller.round()
    run = queue.claim_next(settings)
    run.change("lost")
    controller.round()
    assert (run.stored().state, run.stored().attempt) == ("queued", 2)
    assert trials(study)[0].state == "running"


def test_a_trial_whose_run_was_deleted_failed(settings):
    study = study_of(settings)
    controller = controller_of(settings, study)
    controller.round()
    run = list_runs(settings)[0]
    run.folder.rename(settings.runs / ".gone")
    controller.round()
    assert trials(study)[0].state == "failed"
    assert run.id in trials(study)[0].message


def test_three_failures_in_a_row_end_a_study(settings):
    study = study_of(settings, trials=9)
    controller = controller_of(settings, study)
    while controller.round():
        queue.claim_next(settings).change("failed", message="No weights.")
    assert study.ended()["state"] == "failed"
    assert "No weights." in study.ended()["message"]
    assert len(list_runs(settings)) == 3


def test_a_paused_study_begins_nothing_and_goes_on_when_asked(settings):
    study = study_of(settings)
    controller = controller_of(settings, study)
    controller.round()
    study.pause()
    assert controller.round()  # the running one is followed to its end
    train(settings)
    assert not controller.round()
    assert (study.state(), len(list_runs(settings))) == ("paused", 1)
    study.go_on()
    lead(settings, study)
    assert study.state() == "finished"


def test_a_stopped_study_cancels_what_runs_and_keeps_what_it_found(settings):
    study = study_of(settings)
    controller = controller_of(settings, study)
    controller.round()
    train(settings)
    controller.round()
    study.stop()
    assert study.state() == "stopping"
    controller.round()
    assert not controller.round()
    assert study.state() == "stopped"
    assert [trial.state for trial in trials(study)] == ["complete", "failed"]
    assert "trial 0" in study.ended()["message"]


def test_a_full_line_is_waited_for(settings):
    settings = replace(settings, most_waiting=1)
    study = study_of(settings)
    controller = controller_of(settings, study)
    other = queue.submit(settings, request("mine"))
    assert controller.round() and controller.round()
    assert len(controller.open_trials()) == 1 and trials(study)[0].run is None
    other.cancel()
    controller.round()
    assert trials(study)[0].run is not None


def test_a_grid_tries_every_combination_once(settings):
    space = {"dropout": {"values": [0.1, 0.2]}, "epochs": {"values": [1, 2]}}
    study = study_of(settings, sampler="grid", space=space, trials=None, minutes=60)
    lead(settings, study)
    found = {tuple(sorted(trial.params.items())) for trial in trials(study)}
    assert len(found) == len(trials(study)) == 4
    assert study.state() == "finished"


def test_minutes_are_a_budget(settings):
    study = study_of(settings, trials=None, minutes=1e-9)
    lead(settings, study)
    assert len(trials(study)) == 1


def test_trouble_in_a_round_is_logged_and_tried_again(settings, monkeypatch, caplog):
    controller = controller_of(settings, study_of(settings))

    def full():
        raise RunError("The disk is full.")

    monkeypatch.setattr(controller, "round", full)
    assert controller.round_or_wait()
    assert "The disk is full." in caplog.text


def test_test_images_choose_nothing(settings):
    study = study_of(settings, trials=2)
    controller = controller_of(settings, study)
    for validation, test in ((0.8, 0.1), (0.7, 0.99)):
        controller.round()
        run = queue.claim_next(settings)
        with hold(run) as held:
            held.watcher.report(
                "trained", validation_accuracy=validation, test_accuracy=test
            )
            held.measured(validation)
    controller.round()
    assert [trial.value for trial in trials(study)] == [0.8, 0.7]
    assert best(trials(study)).number == 0
    rooms = [p for p in (ROOT / "dashboard" / "studies").glob("*.py")]
    assert not [p.name for p in rooms if "test_" in p.read_text(encoding="utf-8")]
