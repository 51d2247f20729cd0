"""`python -m dashboard publish` and `train --resume`: a run that was trained becomes a
version later, or in a process of another backend than the one that trained it."""

from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.commands import finished, training
from dashboard.errors import StoreError
from dashboard.jobs.queue import submit
from dashboard.jobs.worker import hold
from dashboard.ml import shared
from dashboard.recipe import Recipe
from dashboard.settings import Settings
from dashboard.store import history
from dashboard.store.versions import ModelStore
from tests.jobs.stand_in import request
from tests.shipped import NAME
from tests.store.worker import fill

# its recipe and its weights, so that nothing needs to be trained
SHIPPED = ModelStore(Settings().store).get(NAME)
RECIPE = Recipe.from_dict(SHIPPED.manifest["recipe"])
ROW = {
    "phase": "fine",
    "loss": 2.0,
    "accuracy": 0.1,
    "validation_loss": 2.0,
    "validation_accuracy": 0.25,
    "learning_rate": 0.001,
    "seconds": 1.5,
}
TRAINED = {
    "seconds": 61.25,
    "best_epoch": 1,
    "parent": None,
    "backend": "torch",
    "backend_version": "2.13.0+cpu",
}


@pytest.fixture
def run(settings):
    """A run whose training was over when something failed."""
    made = submit(settings, request("t", name="small", recipe=RECIPE.to_dict()))
    with pytest.raises(StoreError), hold(made) as held:
        for epoch in (1, 2):
            held.watcher.report("epoch", epoch=epoch, best_epoch=1, **ROW)
        held.watcher.report("trained", **TRAINED)
        made.best_file.write_bytes(b"damaged")
        made.state_file.touch()
        raise StoreError("The disk was full.")
    return made


@pytest.mark.slow
def test_a_run_that_was_trained_is_published_by_another_process(settings, run, store):
    np.savez(run.best_file, **shared.read(SHIPPED.file("weights.npz")))
    version = finished.publish_elsewhere(settings, run)
    assert version.ref == "small/1"
    facts = version.manifest
    assert (facts["run_id"], facts["best_epoch"]) == (run.id, 1)
    assert facts["training_seconds"] == 61.2
    environment = facts["environment"]
    assert (environment["backend"], environment["torch"]) == ("torch", "2.13.0+cpu")
    assert environment["tensorflow"]  # wrote the graph
    rows = [(row["epoch"], list(row)) for row in history.rows(version)]
    assert rows == [(number, ["epoch", *ROW]) for number in (1, 2)]
    # who asked for that writes how the run ended
    assert run.status().state == "failed"
    assert run.state_file.exists()


def test_a_version_whose_maker_died_before_it_could_say_so_is_not_made_again(
    settings, run, store
):
    for owner in ("another run", run.id):
        store.publish("small", lambda folder, owner=owner: fill(folder, run_id=owner))
    assert finished.publish(settings, run, "small").ref == "small/2"
    assert len(store.list()) == 2


@pytest.fixture
def published(monkeypatch):
    """Stands in for publishing: (run, name) of each call."""
    calls = []

    def publish(settings, run, name):
        calls.append((run.id, name))
        return SimpleNamespace(ref=f"{name}/1")

    monkeypatch.setattr(finished, "publish", publish)
    return calls


@pytest.mark.parametrize(
    ("options", "name"), [((), "small"), (("--name", "other"), "other")]
)
def test_the_command_ends_the_run_well_and_forgets_the_state(
    command, run, published, options, name
):
    status, out, _ = command("publish", run.id, *options)
    assert (status, out) == (0, f"published {name}/1\n")
    assert published == [(run.id, name)]
    ended = run.status()
    assert (ended.state, ended.version, ended.attempt) == ("succeeded", f"{name}/1", 2)
    assert not run.state_file.exists()


def test_a_published_run_is_not_published_again(command, run, published):
    command("publish", run.id)
    status, _, err = command("publish", run.id)
    assert status == 1
    assert "state='succeeded'" in err
    assert len(published) == 1


def test_damage_keeps_the_state_and_is_a_sentence(command, settings, run, monkeypatch):
    def publish(settings, run, name):
        raise StoreError("Expected weights. Received: damage. Train again.")

    monkeypatch.setattr(finished, "publish", publish)
    status, _, err = command("publish", run.id)
    assert (status, err) == (
        1,
        "error: Expected weights. Received: damage. Train again.\n",
    )
    assert (run.status().state, run.status().attempt) == ("failed", 2)
    assert run.state_file.exists()


def test_a_run_in_training_is_refused_and_nothing_written(command, settings):
    made = submit(settings, request("t", recipe=RECIPE.to_dict()))
    made.change("failed")
    before = made.events()
    status, _, err = command("publish", made.id)
    assert status == 1
    assert f"train --resume {made.id}" in err
    assert made.events() == before


EPOCHS = [{"validation_accuracy": 0.5}, {"validation_accuracy": 0.75}]
FITTED = SimpleNamespace(
    stopped=False, early=False, seconds=3.5, best_epoch=2, history=EPOCHS
)


def test_a_trial_is_measured_on_validation_images_and_leaves_no_version(
    command, settings, monkeypatch, published
):
    trial = submit(settings, request("trial", study="heads", publish=False))
    described = {"backend": "tensorflow", "backend_version": "1"}

    def trained(recipe, data, watcher, asked, *_):
        asked.best_file.touch()
        return FITTED, described

    monkeypatch.setattr(training, "train", trained)
    status, out, _ = command("train", "--run", trial.id)
    assert (status, trial.status().state) == (0, "succeeded")
    assert trial.status().version is None
    assert trial.trained()["validation_accuracy"] == 0.75
    assert "75.00% on validation images" in out
    assert (published, trial.best_file.exists()) == ([], False)


@pytest.mark.parametrize(
    ("backend", "where"), [("tensorflow", "here"), ("torch", "elsewhere")]
)
def test_training_publishes_where_the_graph_can_be_exported(
    settings, run, monkeypatch, backend, where
):
    described = {"backend": backend, "backend_version": "1"}
    monkeypatch.setattr(training, "train", lambda *_: (FITTED, described))
    monkeypatch.setattr(finished, "publish", lambda *_: "here")
    monkeypatch.setattr(finished, "publish_elsewhere", lambda *_: "elsewhere")
    watcher = SimpleNamespace(report=run.report)
    assert training.execute(settings, run, watcher) == where
    facts = run.trained()
    assert (facts["seconds"], facts["best_epoch"], facts["backend"]) == (
        3.5,
        2,
        backend,
    )


def test_a_failure_elsewhere_is_told_with_the_way_out(settings, run, capsys):
    run.best_file.unlink()
    with pytest.raises(StoreError, match=f"dashboard publish {run.id}") as caught:
        finished.publish_elsewhere(settings, run)
    assert "training is not over" in str(caught.value)
    assert "training is not over" in capsys.readouterr().err
