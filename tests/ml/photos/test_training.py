"""One tiny training for photographs from the command line to the front door."""

import functools
import json
import math

import numpy as np
import pytest
from PIL import Image

from dashboard.__main__ import main
from dashboard.commands import photo_publishing
from dashboard.data import fashion_mnist, photo_folder, uploads
from dashboard.serving import door
from dashboard.serving.predictor import Predictor, Predictors
from dashboard.store import history
from dashboard.store.versions import ModelStore
from tests.ml.photos.conftest import SIDE, draw_folder, drawn
from tests.shipped import NAME, copied_store, settings_in

pytestmark = pytest.mark.slow
FOLDERS = ["dress", "hat", "pants"]


@pytest.fixture(scope="module")
def trained(tmp_path_factory, data_folder, small_data, photo_ml):
    """(settings, the version, the folder of photographs); smaller squares and fewer
    images than what ships, else as `python -m dashboard photos DIR`."""
    home = tmp_path_factory.mktemp("photos")
    settings = settings_in(home, copied_store(home / "store"), data_folder)
    draw_folder(home / "photos" / "train", learned=4, held=2)
    draw_folder(home / "photos" / "validation", learned=2, held=0)
    words = ["photos", home / "photos", "--epochs", 1, "--views", 1]
    run = photo_ml.run
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.environment().items():
            patch.setenv(name, value)
        patch.setattr(fashion_mnist, "load", lambda _: small_data)
        patch.setattr(run, "DRESSED", (20,) * 10)
        patch.setattr(run, "Plan", functools.partial(run.Plan, side=SIDE))
        assert main([*map(str, words), "--source", "Drawn by a test (CC0)"]) == 0
    version = ModelStore(settings.store).get("photographs", 1)
    return settings, version, home / "photos"


def test_the_manifest_says_what_was_learned_and_measured(trained):
    _, version, _ = trained
    version.verify()
    found = version.manifest
    assert version.sees_photographs
    assert (found["recipe"]["side"], found["recipe"]["views"]) == (SIDE, 1)
    assert found["learned_from"][0] == "18 photographs in 3 folders"
    assert found["learned_from"][-1] == "Drawn by a test (CC0)"
    folders = found["photographs"]["folders"]
    assert [(f["name"], f["count"], f["garment"]) for f in folders] == [
        *[("dress", 2, True), ("hat", 2, False), ("pants", 2, True)]
    ]
    assert found["metrics"]["multiply_adds"] > 0
    assert "## On photographs that it never saw" in version.file("CARD.md").read_text()
    [row] = history.rows(version)
    assert row["epoch"] == 1 and math.isfinite(row["validation_loss"])


def test_the_graph_answers_as_the_network_of_its_weights(trained, photo_ml, ml):
    _, version, _ = trained
    network = photo_ml.network.build(SIDE, "none", 0.4)
    ml.checkpoint.load(network, version.file("weights.npz"))
    squares = np.stack([np.asarray(drawn(k, 99).resize((SIDE, SIDE))) for k in FOLDERS])
    expected = photo_ml.network.serving(network)(squares, training=False)
    for row, answer in enumerate(Predictor(version).predict(squares)):
        for name in ("logits", "embedding", "features"):
            wanted = np.asarray(expected[name])[row]
            scale = max(1.0, np.abs(wanted).max())
            found = getattr(answer, name) / scale
            np.testing.assert_allclose(found, wanted / scale, atol=1e-4)


def test_its_head_explains_its_logits(trained):
    _, version, _ = trained
    predictor = Predictor(version)
    [answer] = predictor.predict(np.full((1, SIDE, SIDE, 3), 90, np.uint8))
    hidden, last = predictor.members[0].layers
    value = np.maximum(answer.embedding @ hidden[0] + hidden[1], 0) @ last[0] + last[1]
    np.testing.assert_allclose(value, answer.logits, rtol=1e-3, atol=1e-3)


def test_without_photographs_to_measure_the_graph_has_nothing_to_say(trained):
    _, version, _ = trained
    none = np.zeros((0, SIDE, SIDE, 3), np.uint8)
    assert photo_publishing.logits_of(version.folder, none).shape == (0, 10)


def test_the_front_door_sends_photographs_to_it(trained):
    settings, version, _ = trained
    predictors = Predictors(ModelStore(settings.store))
    made = [door.prepare(drawn(kind, 7)) for kind in FOLDERS]
    for predictor, answer in door.answer(predictors, made):
        assert predictor.version == version
        assert f"{answer.name}/{answer.number}" == "photographs/1"


def test_a_28x28_image_is_answered_exactly_as_the_champion_answers_it(trained, dataset):
    settings, _, _ = trained
    store = ModelStore(settings.store)
    assert store.resolve().ref == f"{NAME}/1"
    champion = Predictor(store.resolve())
    for pixels in np.asarray(dataset.test_images[:10]):
        made = door.prepare(Image.fromarray(pixels))
        [(_, answer)] = door.answer(Predictors(store), [made])
        [own] = champion.predict(pixels[None])
        assert answer.name == NAME
        assert answer.probabilities.tobytes() == own.probabilities.tobytes()


def test_bench_measures_it_on_the_photographs(trained, monkeypatch, capsys):
    settings, _, folder = trained
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    words = ["bench", "photos", "--data", str(folder / "validation"), "--json"]
    assert main(words) == 0
    row = json.loads(capsys.readouterr().out)["rows"][-1]
    assert [f["name"] for f in row["found"]["folders"]] == FOLDERS
    predictors = Predictors(ModelStore(settings.store))
    right = []
    for photo in photo_folder.photos(folder / "validation"):
        image = uploads.decode(photo.path.read_bytes(), photo.path.name)
        [(_, answer)] = door.answer(predictors, [door.prepare(image)])
        if photo.right:
            right.append(answer.label in photo.right)
    # folders of the same size
    assert row["found"]["balanced_accuracy"] == pytest.approx(np.mean(right))
