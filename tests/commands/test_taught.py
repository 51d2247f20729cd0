"""A teacher in a run: its answers are computed once and learned beside the labels."""

import numpy as np
import pytest

from dashboard.analysis import calibration
from dashboard.commands import taught
from dashboard.errors import NotFoundError, RecipeError, RunError, StoreError
from dashboard.labels import one_hot
from dashboard.recipe import Recipe
from tests import tiny

RECIPE = Recipe(
    backbone="cnn",
    weights="none",
    image_size=28,
    share=0.03,
    teacher="tiny/1",
    teacher_share=0.25,
)


class Watcher:
    def __init__(self):
        self.events = []

    def report(self, kind, **values):
        self.events.append((kind, values))


@pytest.fixture
def learn(settings, dataset):
    def learned(recipe=RECIPE, watcher=None):
        watcher = watcher or Watcher()
        return taught.learning_data(settings, recipe, dataset, watcher)

    return learned


def test_the_targets_are_label_and_calibrated_answer(learn, publish, dataset):
    version = publish(temperature=3.0)
    data = learn()
    rows = dataset.learning_rows(0.03, seed=1)[:7]
    logits = dataset.train_images[rows].reshape(7, -1) @ tiny.tiny_weights()
    answers = calibration.softmax(logits, version.manifest["temperature"])
    expected = 0.75 * one_hot(dataset.train_labels[rows]) + 0.25 * answers
    np.testing.assert_allclose(data.targets(rows), expected, atol=1e-3)


def test_images_beyond_the_share_keep_their_labels(learn, publish, dataset):
    publish(temperature=50.0)
    data = learn()
    chosen = dataset.learning_rows(0.03, seed=1)
    left = np.setdiff1d(np.arange(60_000), chosen)
    np.testing.assert_array_equal(data.targets(left), dataset.targets(left))
    assert (data.targets(chosen) != dataset.targets(chosen)).any(axis=1).all()


def test_what_people_corrected_is_not_asked_about(settings, publish, dataset):
    publish(temperature=50.0)
    data = dataset.with_added(dataset.test_images[:3], dataset.test_labels[:3])
    found = taught.learning_data(settings, RECIPE, data, Watcher())
    added = data.added_index
    np.testing.assert_array_equal(
        found.targets(added), one_hot(data.train_labels[added])
    )


def test_the_answers_are_computed_once_for_a_version(learn, publish, settings):
    publish()
    first = learn().softened
    kept = [path for path in settings.teachers.iterdir() if path.is_dir()]
    assert len(kept) == 1
    written = (kept[0] / "features.npy").stat().st_mtime_ns
    np.testing.assert_array_equal(learn().softened, first)
    assert (kept[0] / "features.npy").stat().st_mtime_ns == written


def test_another_version_answers_for_itself(learn, publish):
    publish()
    publish(weights=tiny.tiny_weights(seed=5))
    other = learn(RECIPE.with_(teacher="tiny/2")).softened
    assert (other != learn().softened).any()


def test_a_teacher_that_is_not_there_is_refused(learn):
    with pytest.raises(NotFoundError, match="tiny"):
        learn()


def test_a_version_for_photographs_cannot_teach(learn, store):
    store.publish("photos", tiny.fill_colour)
    with pytest.raises(RunError, match="28x28"):
        learn(RECIPE.with_(teacher="photos/1"))


def test_a_damaged_teacher_is_refused(learn, publish):
    publish().file("model.onnx").write_bytes(b"nothing")
    with pytest.raises(StoreError):
        learn()


@pytest.mark.parametrize("ref", ["tiny", "tiny/0", "tiny/1/2", "Tiny/1", " "])
def test_a_teacher_is_named_with_its_number(ref):
    with pytest.raises(RecipeError, match="teacher"):
        RECIPE.with_(teacher=ref)
