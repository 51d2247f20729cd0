"""One tiny training from the command line to a published version."""

import json
import os
import subprocess
import sys

import pytest

from dashboard.commands.repeated import Quiet
from dashboard.data import sources
from dashboard.recipe import Recipe
from dashboard.serving.predictor import Predictor
from dashboard.settings import ROOT, Settings
from dashboard.store import history, predictions
from dashboard.store.versions import ModelStore

pytestmark = pytest.mark.slow
OPTIONS = {
    "--share": "0.004",
    "--epochs": "1",
    "--backbone": "cnn",
    "--weights": "none",
    "--image-size": "28",
    "--head-epochs": "0",
    "--name": "small",
}
COLUMNS = [
    *("epoch", "phase", "loss", "accuracy", "validation_loss"),
    *("validation_accuracy", "learning_rate", "seconds"),
]


@pytest.fixture(scope="module")
def trained(tmp_path_factory, dataset):
    """What the command left: (settings, finished process)."""
    folder = tmp_path_factory.mktemp("training")
    cache = folder / "cache"
    cache.mkdir()
    usual = Settings.from_environment()
    (cache / "arrays").symlink_to(usual.cache / "arrays")
    settings = Settings(
        data=sources.find(usual),
        store=folder / "store",
        runs=folder / "runs",
        cache=cache,
    )
    words = [word for pair in OPTIONS.items() for word in pair]
    command = [sys.executable, "-m", "dashboard", "train", *words, "--json"]
    environ = {**os.environ, **settings.environment()}
    answer = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True
    )
    return settings, answer


def test_the_new_entry_is_all_of_the_output(trained):
    settings, answer = trained
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.count("\n") == 1
    entry = json.loads(answer.stdout)
    assert (entry["name"], entry["version"]) == ("small", 1)
    assert set(entry) == {
        *("name", "version", "champion", "architecture"),
        *("input", "weights", "onnx", "metrics"),
    }
    assert (settings.store / entry["onnx"]).is_file()


def test_the_version_is_whole_and_answers(trained, dataset):
    version = ModelStore(trained[0].store).get("small", 1)
    version.verify()
    answers = Predictor(version).predict(dataset.test_images[:5])
    stored = predictions.load(version)
    for row, answer in enumerate(answers):
        assert answer.logits == pytest.approx(
            stored.test_logits[row], rel=1e-3, abs=1e-3
        )
        assert answer.probabilities == pytest.approx(
            stored.test_probabilities[row], rel=1e-3, abs=1e-3
        )
    assert stored.validation_logits.shape == (5_000, 10)
    assert stored.test_logits.shape == (10_000, 10)


def test_the_manifest_says_what_was_done(trained, dataset):
    found = ModelStore(trained[0].store).get("small", 1).manifest
    assert (found["backbone"], found["weights"]) == ("cnn", "none")
    assert found["pretrained"] is False
    assert found["recipe"]["share"] == 0.004
    assert found["data"]["sha256"] == dataset.sha256
    assert found["best_epoch"] == 1
    low, high = found["metrics"]["test_accuracy_interval"]
    assert low < found["metrics"]["test_accuracy"] < high


def test_the_history_has_a_row_for_each_epoch(trained):
    (row,) = history.rows(ModelStore(trained[0].store).get("small", 1))
    assert list(row) == COLUMNS
    assert (row["epoch"], row["phase"]) == (1, "fine")
    assert row["loss"] > 0


def test_the_same_seed_gives_the_same_history_in_another_process(
    trained, ml, dataset, tmp_path
):
    version = ModelStore(trained[0].store).get("small", 1)
    recipe = Recipe.from_dict(version.manifest["recipe"])
    again = ml.train.train(recipe, dataset, Quiet(), tmp_path / "best.npz", None)
    (first,), (second,) = history.rows(version), again.history
    assert first["phase"] == second["phase"]
    for name in set(COLUMNS) - {"seconds", "phase"}:
        assert first[name] == pytest.approx(second[name], rel=1e-5), name
