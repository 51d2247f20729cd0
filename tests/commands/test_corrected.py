"""Corrections in a run: the same at every attempt, measured when it is published."""

from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from dashboard.commands import corrected, training
from dashboard.commands.corrected import Lesson
from dashboard.corrections.entry import id_of
from dashboard.corrections.folder import Corrections
from dashboard.errors import CorrectionError
from dashboard.jobs.queue import submit
from dashboard.recipe import Recipe
from dashboard.store import aliases
from tests import tiny
from tests.corrections.conftest import FACTS, pixels
from tests.jobs.stand_in import request

RECIPE = Recipe(backbone="cnn", weights="none", image_size=28, corrections=True)


@pytest.fixture
def kept(settings):
    return Corrections(settings.corrections)


@pytest.fixture
def twelve(kept):
    """Seven to learn from and five held out, see tests/corrections/test_entry.py."""
    original = Image.new("L", (9, 9))
    return [kept.save(original, pixels(number), **FACTS) for number in range(12)]


@pytest.fixture
def run(settings):
    return submit(settings, request("t", recipe=RECIPE.to_dict()))


def test_a_run_learns_from_those_not_held_out(settings, run, dataset, twelve):
    data = corrected.learning_data(settings, run, dataset)
    found = [id_of(image) for image in data.train_images[data.added_index]]
    assert sorted(found) == sorted(e.id for e in twelve if not e.held_out)
    assert set(data.train_labels[data.added_index]) == {4}
    assert data.sha256 != dataset.sha256


def test_a_later_attempt_learns_from_the_same(settings, run, dataset, kept, twelve):
    first = corrected.learning_data(settings, run, dataset)
    kept.save(Image.new("L", (9, 9)), pixels(50), **FACTS)
    kept.relabel(next(e.id for e in twelve if not e.held_out), "Bag")
    second = corrected.learning_data(settings, run, dataset)
    assert second.sha256 == first.sha256


def test_a_later_attempt_without_one_of_them_is_refused(
    settings, run, dataset, kept, twelve
):
    corrected.learning_data(settings, run, dataset)
    kept.delete(next(e.id for e in twelve if not e.held_out))
    with pytest.raises(CorrectionError, match="Start a new run"):
        corrected.learning_data(settings, run, dataset)


def test_test_images_are_never_learned_from(settings, run, dataset, kept, twelve):
    image = np.array(dataset.test_images[7])
    entry = kept.save(Image.new("L", (9, 9)), image, **FACTS)
    assert entry.usable  # as if the dataset had been missing when it was saved
    data = corrected.learning_data(settings, run, dataset)
    assert len(data.added_index) == 7
    assert entry.id not in run.corrections_file.read_text()


def test_without_a_correction_the_way_out_is_said(settings, run, dataset):
    with pytest.raises(CorrectionError, match="train without corrections"):
        corrected.learning_data(settings, run, dataset)
    assert not run.corrections_file.exists()


@pytest.mark.parametrize(("learns", "added"), [(True, 7), (False, 0)])
def test_training_is_given_the_corrections_when_it_asks(
    settings, monkeypatch, twelve, learns, added
):
    given = []
    stopped = SimpleNamespace(stopped=True)
    monkeypatch.setattr(
        training, "train", lambda _, data, *__: given.append(data) or (stopped, {})
    )
    recipe = RECIPE.with_(corrections=learns)
    run = submit(settings, request("u", recipe=recipe.to_dict()))
    assert training.execute(settings, run, None) is None
    assert len(given[0].added_index) == added
    assert run.corrections_file.exists() is learns


@pytest.fixture
def learned(settings, run, dataset, twelve):
    """A run that has taken its corrections."""
    corrected.learning_data(settings, run, dataset)
    return run


def test_the_parent_is_compared_with_and_else_the_champion(
    settings, store, publish, learned
):
    publish(), publish()
    aliases.promote(store.root, "tiny", 2, by="a test", reason="")
    for parent, ref in (("tiny/1", "tiny/1"), (None, "tiny/2")):
        lesson = corrected.lesson(settings, store, learned, parent)
        assert lesson.before.ref == ref
        assert (lesson.used, len(lesson.labels)) == (7, 5)


def test_nothing_to_compare_with_is_no_reason_to_stop(
    settings, store, publish, learned
):
    assert corrected.lesson(settings, store, learned, None).before is None
    version = publish()
    version.file("model.onnx").chmod(0o644)
    version.file("model.onnx").write_bytes(b"damaged")
    assert corrected.lesson(settings, store, learned, None).before is None


def test_held_out_ones_that_were_deleted_measure_nothing(
    settings, store, learned, kept, twelve
):
    kept.delete(next(e.id for e in twelve if e.held_out))
    assert len(corrected.lesson(settings, store, learned, None).labels) == 4


def test_right_answers_are_counted_on_both_graphs(tmp_path, publish):
    images = np.stack([pixels(number) for number in range(6)])
    weights = [tiny.tiny_weights(seed) for seed in (0, 1)]
    before, after = (tiny.tiny_logits(images, one).argmax(1) for one in weights)
    labels = np.where(np.arange(6) < 2, before, after)
    (tmp_path / "model.onnx").write_bytes(tiny.tiny_graph(weights[1]))
    lesson = Lesson(34, images, labels, publish())
    assert corrected.effect(lesson, tmp_path / "model.onnx") == {
        "used": 34,
        "held_out": 6,
        "right_before": int((before == labels).sum()),
        "right_after": int((after == labels).sum()),
        "compared_with": "tiny/1",
        "test_accuracy_before": 0.1,
    }
    assert (before != after).any()


def test_without_held_out_ones_no_graph_is_asked(tmp_path):
    nothing = Lesson(3, np.empty((0, 28, 28), np.uint8), np.empty(0, np.uint8), None)
    assert corrected.effect(nothing, tmp_path / "none.onnx") == {
        "used": 3,
        "held_out": 0,
        "right_before": None,
        "right_after": 0,
        "compared_with": None,
        "test_accuracy_before": None,
    }
