"""One tiny training for photographs from the command line to the front door."""

import functools
import json
import math
import shutil

import numpy as np
import pytest
from PIL import Image

from dashboard.__main__ import main
from dashboard.commands import finished, lesson_effect, photo_publishing, teach
from dashboard.corrections.entry import NONE_OF_THE_TEN
from dashboard.corrections.folder import Corrections
from dashboard.corrections.learning import Plan
from dashboard.data import fashion_mnist, photo_folder, uploads
from dashboard.data.photograph import framed
from dashboard.jobs.folder import list_runs
from dashboard.ml import shared
from dashboard.photo_lesson import PhotoLesson
from dashboard.serving import door
from dashboard.serving.predictor import Predictor, Predictors
from dashboard.store import aliases, history, memory, predictions
from dashboard.store.versions import ModelStore
from tests.corrections.conftest import FACTS, pixels
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


def test_it_remembers_some_of_what_it_learned_from_and_what_was_held_out(trained):
    _, version, folder = trained
    found = memory.read(version)
    count = len(photo_folder.photos(folder / "train"))
    assert (len(found.answers), int(found.held_out.sum())) == (count, 6)
    embedding, _ = found.part(held_out=True)
    said = predictions.load(version).held_logits
    np.testing.assert_allclose(
        lesson_effect.head_logits(version.folder, embedding), said, rtol=0.02, atol=0.02
    )


@pytest.fixture(scope="module")
def taught(trained, small_data):
    """The version that learned from corrections of the first one's answers, by
    `python -m dashboard teach`; the run that made it."""
    settings, version, _ = trained
    # the tests of the first version go on asking it
    aliases.promote(settings.store, "photographs", 1, by="a test", reason="")
    kept = Corrections(settings.corrections)
    for number in range(12):
        facts = FACTS | {"label": NONE_OF_THE_TEN if number % 2 else "Bag"}
        facts |= {"version": version.ref, "photograph": True}
        kind = "hat" if number % 2 else "dress"
        kept.save(drawn(kind, 100 + number), pixels(number), **facts)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in settings.environment().items():
            patch.setenv(name, value)
        patch.setattr(fashion_mnist, "load", lambda _: small_data)
        patch.setattr(teach, "PhotoLesson", functools.partial(PhotoLesson, copies=2))
        assert main(["teach", "--seed", "2"]) == 0
    [run] = list_runs(settings)
    return ModelStore(settings.store).get("photographs", 2), run


def test_a_taught_version_differs_from_its_parent_in_its_head_alone(trained, taught):
    _, parent, _ = trained
    version, _ = taught
    version.verify()
    assert version.sees_photographs
    before, after = (shared.read(one.file("weights.npz")) for one in (parent, version))
    changed = {n for n in after if not np.array_equal(before[n], after[n])}
    assert {name.split("/")[0] for name in changed} == {"head_dense1", "logits"}
    for key in ("temperature", "verdict", "image_size", "parameters"):
        assert version.manifest[key] == parent.manifest[key]


def test_a_taught_version_says_what_it_is_and_what_changed(trained, taught):
    _, parent, _ = trained
    version, run = taught
    found = version.manifest
    assert (found["parent"], found["run_id"]) == (parent.ref, run.id)
    assert found["learned_from"][-1] == "7 corrections of its users"
    assert found["thresholds_from"] == parent.ref
    effect = found["corrections"]
    assert (effect["used"], effect["compared_with"]) == (7, parent.ref)
    counts = {name: effect[name]["count"] for name in ("learned", "held_out")}
    assert counts == {"learned": 7, "held_out": 5}
    assert effect["remembered"]["count"] == 6
    rows = history.rows(version)
    assert [row["phase"] for row in rows] == ["head"] * len(rows)
    card = version.file("CARD.md").read_text()
    assert "| corrections that it learned from | 7 |" in card
    assert "are those of photographs/1" in card


def test_a_taught_version_is_counted_by_its_own_graph(trained, taught):
    settings, _, _ = trained
    version, run = taught
    plan = Plan.read(run.corrections_file, photographs=True)
    predictor = Predictor(version)
    right = 0
    for entry_id, label in plan.used.items():
        picture = Corrections(settings.corrections).picture(entry_id)
        square = framed(uploads.decode(picture.read_bytes(), "x"), SIDE).pixels
        [answer] = predictor.predict(square[None])
        shown = NONE_OF_THE_TEN if answer.verdict == "none" else answer.label
        right += shown == label
    assert version.manifest["corrections"]["learned"]["after"]["right"] == right


def test_a_taught_version_remembers_on_and_can_be_taught_again(trained, taught):
    _, parent, _ = trained
    version, _ = taught
    for name in memory.Memory.__dataclass_fields__:
        first, second = (getattr(memory.read(one), name) for one in (parent, version))
        np.testing.assert_array_equal(first, second)
    assert len(predictions.load(version).held_logits) == 6


def test_a_lesson_that_was_not_published_can_be_published_later(
    trained, taught, small_data, photo_ml, monkeypatch
):
    settings, _, _ = trained
    version, run = taught
    monkeypatch.setattr(fashion_mnist, "load", lambda _: small_data)
    # converting is the slow part; what is compared with the network is its own graph
    monkeypatch.setattr(
        photo_ml.export.export,
        "write_graph",
        lambda _, path: shutil.copy(version.file("model.onnx"), path),
    )
    again = finished.publish(settings, run, "elsewhere")
    assert again.manifest["corrections"]["used"] == 7
    head = lesson_effect.head_logits(again.folder, np.ones((1, 1584), np.float32))
    own = lesson_effect.head_logits(version.folder, np.ones((1, 1584), np.float32))
    np.testing.assert_array_equal(head, own)


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
    for image in np.asarray(dataset.test_images[:10]):
        made = door.prepare(Image.fromarray(image))
        [(_, answer)] = door.answer(Predictors(store), [made])
        [own] = champion.predict(image[None])
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
