"""One tiny training that learns from corrections, from the command line to the card."""

import json
import os
import subprocess
import sys

import pytest
from PIL import Image

from dashboard.corrections.entry import id_of
from dashboard.corrections.folder import Corrections
from dashboard.jobs import folder
from dashboard.settings import ROOT
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


@pytest.fixture(scope="module")
def trained(tmp_path_factory, data_folder, dataset):
    """(settings, the version): seven corrections to learn from, five held out."""
    home = tmp_path_factory.mktemp("corrected")
    settings = settings_in(home, copied_store(home / "store"), data_folder)
    kept = Corrections(settings.corrections)
    for number in range(12):
        kept.save(Image.new("L", (9, 9)), pixels(number), **FACTS)
    words = [word for pair in OPTIONS.items() for word in pair]
    answer = subprocess.run(
        [sys.executable, "-m", "dashboard", "train", *words],
        cwd=ROOT,
        env={**os.environ, **settings.environment()},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    return settings, ModelStore(settings.store).get("small", 1)


def test_the_manifest_says_what_was_learned_and_measured(trained):
    _, version = trained
    version.verify()
    found = version.manifest["corrections"]
    assert (found["used"], found["held_out"]) == (7, 5)
    assert found["compared_with"] == f"{NAME}/1"
    assert 0 <= found["right_before"] <= 5
    assert 0 <= found["right_after"] <= 5
    assert version.manifest["recipe"]["corrections"] is True


def test_the_card_says_it_in_words(trained):
    _, version = trained
    text = " ".join(version.file("CARD.md").read_text("utf-8").split())
    assert "learned from 7 corrections" in text
    assert "Of 5 held out" in text
    assert f"{NAME}/1 has" in text


def test_the_data_and_the_split_are_those_of_every_version(trained, dataset):
    _, version = trained
    assert version.manifest["data"]["sha256"] == dataset.sha256
    assert version.manifest["splits"]["train"] == 55_000


def test_the_run_keeps_ids_and_labels_and_no_picture(trained):
    settings, version = trained
    [run] = folder.list_runs(settings)
    assert version.manifest["run_id"] == run.id
    plan = json.loads(run.corrections_file.read_text())
    assert (len(plan["used"]), len(plan["held_out"])) == (7, 5)
    known = {id_of(pixels(number)) for number in range(12)}
    assert plan["used"].keys() | plan["held_out"].keys() == known
    phases = [event for event in run.events() if event["kind"] == "phase"]
    assert [phase["images"] for phase in phases] == [220 + 7]
