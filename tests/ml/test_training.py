"""One tiny training that learns from corrections, from the command line to a published
version and its card."""

import json
import os
import subprocess
import sys

import pytest
from PIL import Image

from dashboard.commands import corrected
from dashboard.commands.repeated import Quiet
from dashboard.corrections.entry import id_of
from dashboard.corrections.folder import Corrections
from dashboard.jobs import folder
from dashboard.recipe import Recipe
from dashboard.serving.predictor import Predictor
from dashboard.settings import ROOT
from dashboard.store import history, predictions
from dashboard.store.versions import ModelStore
from tests.corrections.conftest import FACTS, pixels
from tests.shipped import NAME, copied_store, settings_in

pytestmark = pytest.mark.slow
OPTIONS = {
    "--share": "0.004",
    "--epochs": "1",
    "--backbone": "cnn",
    "--weights": "none",
    "--image-size": "28",
    "--head-epochs": "0",
    "--name": "small",
    "--corrections": "yes",
}
COLUMNS = [
    *("epoch", "phase", "loss", "accuracy", "validation_loss"),
    *("validation_accuracy", "learning_rate", "seconds"),
]


@pytest.fixture(scope="module")
def trained(tmp_path_factory, data_folder, dataset):
    """(settings, finished process): seven corrections to learn from, five held out."""
    home = tmp_path_factory.mktemp("training")
    settings = settings_in(home, copied_store(home / "store"), data_folder)
    kept = Corrections(settings.corrections)
    for number in range(12):
        kept.save(Image.new("L", (9, 9)), pixels(number), **FACTS)
    words = [word for pair in OPTIONS.items() for word in pair]
    answer = subprocess.run(
        [sys.executable, "-m", "dashboard", "train", *words, "--json"],
        cwd=ROOT,
        env={**os.environ, **settings.environment()},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    return settings, answer


@pytest.fixture(scope="module")
def version(trained):
    return ModelStore(trained[0].store).get("small", 1)


def test_the_new_entry_is_all_of_the_output(trained):
    settings, answer = trained
    assert answer.stdout.count("\n") == 1
    entry = json.loads(answer.stdout)
    assert (entry["name"], entry["version"]) == ("small", 1)
    assert set(entry) == {
        *("name", "version", "champion", "architecture"),
        *("input", "weights", "onnx", "metrics"),
    }
    assert (settings.store / entry["onnx"]).is_file()


def test_the_version_is_whole_and_answers(version, dataset):
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


def test_the_manifest_says_what_was_done(version, dataset):
    found = version.manifest
    assert (found["backbone"], found["weights"]) == ("cnn", "none")
    assert found["pretrained"] is False
    assert found["recipe"]["share"] == 0.004
    assert found["best_epoch"] == 1
    low, high = found["metrics"]["test_accuracy_interval"]
    assert low < found["metrics"]["test_accuracy"] < high
    # data and split are those of every version
    assert found["data"]["sha256"] == dataset.sha256
    assert found["splits"]["train"] == 55_000


def test_the_manifest_says_what_was_learned_from_corrections(version):
    found = version.manifest["corrections"]
    assert (found["used"], found["held_out"]) == (7, 5)
    assert found["compared_with"] == f"{NAME}/1"
    assert 0 <= found["right_before"] <= 5
    assert 0 <= found["right_after"] <= 5
    assert version.manifest["recipe"]["corrections"] is True


def test_the_card_says_it_in_words(version):
    text = " ".join(version.file("CARD.md").read_text("utf-8").split())
    assert "learned from 7 corrections" in text
    assert "Of 5 held out" in text
    assert f"{NAME}/1 has" in text


def test_the_run_keeps_ids_and_labels_and_no_picture(trained, version):
    [run] = folder.list_runs(trained[0])
    assert version.manifest["run_id"] == run.id
    plan = json.loads(run.corrections_file.read_text())
    assert (len(plan["used"]), len(plan["held_out"])) == (7, 5)
    known = {id_of(pixels(number)) for number in range(12)}
    assert plan["used"].keys() | plan["held_out"].keys() == known
    phases = [event for event in run.events() if event["kind"] == "phase"]
    assert [phase["images"] for phase in phases] == [220 + 7]


def test_the_history_has_a_row_for_each_epoch(version):
    (row,) = history.rows(version)
    assert list(row) == COLUMNS
    assert (row["epoch"], row["phase"]) == (1, "fine")
    assert row["loss"] > 0


def test_the_same_seed_gives_the_same_history_in_another_process(
    trained, version, ml, dataset, tmp_path
):
    settings, _ = trained
    [run] = folder.list_runs(settings)
    recipe = Recipe.from_dict(version.manifest["recipe"])
    data = corrected.learning_data(settings, run, dataset)
    again = ml.train.train(recipe, data, Quiet(), tmp_path / "best.npz", None)
    (first,), (second,) = history.rows(version), again.history
    assert first["phase"] == second["phase"]
    for name in set(COLUMNS) - {"seconds", "phase"}:
        assert first[name] == pytest.approx(second[name], rel=1e-5), name
