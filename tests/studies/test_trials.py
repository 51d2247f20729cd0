import shutil

from dashboard.jobs import queue
from dashboard.jobs.worker import hold
from dashboard.studies.controller import Controller
from dashboard.studies.trials import importance, trials
from tests.studies.played import Line, study_of, train


def test_a_trial_that_was_seen_at_work_is_seen_to_go_on(settings):
    study = study_of(settings, trials=1)
    controller = Controller(settings, study, Line())
    controller.round()
    with hold(queue.claim_next(settings)) as held:
        for epoch in (1, 2):
            held.watcher.report("epoch", epoch=epoch, validation_accuracy=0.5)
            controller.round()
            assert len(trials(study)[0].curve) == epoch
        held.watcher.report("trained", validation_accuracy=0.5, best_epoch=1)
        held.measured(0.5)
    controller.round()
    assert [trial.state for trial in trials(study)] == ["complete"]


def test_a_study_made_again_under_its_name_has_no_trials_of_the_first(settings):
    study = study_of(settings)
    lead(settings, study)
    assert len(trials(study)) == 3
    shutil.rmtree(study.folder)
    assert trials(study_of(settings, token="another click")) == []


def test_the_setting_that_decided_is_said_to_have_mattered(settings):
    space = {
        "dropout": {"low": 0.0, "high": 0.5, "log": False},
        "label_smoothing": {"low": 0.0, "high": 0.2, "log": False},
    }
    study = study_of(settings, space=space, trials=12)
    assert importance(study) == {}
    lead(settings, study)
    found = importance(study)
    assert found["dropout"] > found["label_smoothing"]
    assert abs(sum(found.values()) - 1) < 1e-9


def lead(settings, study):
    controller = Controller(settings, study, Line())
    while controller.round():
        train(settings)
