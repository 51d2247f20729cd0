"""A lesson on made-up embeddings: what is taught is learned, the rest stays."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.photo_lesson import PhotoLesson
from tests.ml.photos.conftest import SIDE

pytestmark = pytest.mark.slow
LESSON = PhotoLesson(learning_rate=1e-3, head_epochs=4, remember=5.0)


class Watcher(SimpleNamespace):
    """Takes note of what it is told."""

    def __init__(self, **wishes):
        super().__init__(told=[], stop_at=9, keep_at=9)
        vars(self).update(wishes)

    def report(self, kind, **values):
        self.told.append((kind, values))

    def stop_asked(self):
        return len(self.told) >= self.stop_at

    def keep_asked(self):
        return len(self.told) >= self.keep_at


@pytest.fixture(scope="module")
def made(photo_ml, ml):
    """Makes a network, and embeddings to teach, to keep and to look at."""

    ml.keras.utils.set_random_seed(1)
    model = photo_ml.network.build(SIDE, "none", 0.4)
    first = ml.checkpoint.arrays_of(model)

    def one():
        ml.checkpoint.put(model, first)
        width = model.get_layer("embedding").output.shape[1]
        random = np.random.default_rng(0)

        def seen(count, place):
            answers = np.eye(10, dtype=np.float32)[random.integers(0, 10, count)]
            embedding = random.normal(0, 1, (count, width)).astype(np.float32)
            # what is taught lies apart from what is to be kept
            embedding[:, place : place + 40] += 3
            return photo_ml.lesson_pictures.Seen(embedding, answers)

        return model, seen(12, 0), seen(200, 40), seen(20, 40)

    return one


def logits(model, seen):
    value = seen.embedding
    for name in ("head_dense1", "logits"):
        layer = model.get_layer(name)
        value = value @ np.asarray(layer.kernel) + np.asarray(layer.bias)
        value = np.maximum(value, 0) if name != "logits" else value
    return value


def right(model, seen):
    return (logits(model, seen).argmax(1) == seen.answers.argmax(1)).mean()


def test_what_is_taught_is_learned_and_other_answers_stay(made, photo_ml, ml):
    model, taught, kept, watched = made()
    before, said = ml.checkpoint.arrays_of(model), logits(model, watched)
    assert right(model, taught) < 0.5
    history = photo_ml.lesson.teach(model, LESSON, taught, kept, watched, Watcher())
    assert right(model, taught) == 1
    after = logits(model, watched)
    assert np.abs(after - said).max() < 0.2 * np.ptp(said)
    assert [row["epoch"] for row in history] == [1, 2, 3, 4]
    assert history[-1]["accuracy"] == 1
    changed = {
        name
        for name, array in ml.checkpoint.arrays_of(model).items()
        if not np.array_equal(array, before[name])
    }
    assert {name.split("/")[0] for name in changed} == {"head_dense1", "logits"}


def test_without_anything_to_keep_answers_move_more(made, photo_ml):
    moved = []
    for remember in (5.0, 0.0):
        model, taught, kept, watched = made()
        said = logits(model, kept)
        lesson = replace(LESSON, remember=remember)
        photo_ml.lesson.teach(model, lesson, taught, kept, watched, Watcher())
        moved.append(np.abs(logits(model, kept) - said).mean())
    assert moved[0] < 0.75 * moved[1]


def test_none_of_the_ten_is_taught_as_an_even_distribution(made, photo_ml):
    model, taught, kept, watched = made()
    nothing = photo_ml.lesson_pictures.Seen(taught.embedding, taught.answers * 0)
    spread = np.ptp(logits(model, nothing), axis=1).mean()
    photo_ml.lesson.teach(model, LESSON, nothing, kept, watched, Watcher())
    assert np.ptp(logits(model, nothing), axis=1).mean() < spread / 2


def test_each_epoch_is_reported_and_the_same_lesson_teaches_the_same(made, photo_ml):
    found = []
    for _ in range(2):
        model, taught, kept, watched = made()
        watcher = Watcher()
        history = photo_ml.lesson.teach(model, LESSON, taught, kept, watched, watcher)
        assert [kind for kind, _ in watcher.told] == ["epoch"] * 4
        assert watcher.told[2][1] == {"best_epoch": 3, **history[2]}
        found.append(logits(model, taught))
    np.testing.assert_array_equal(*found)


def test_a_wish_to_stop_ends_it_and_a_wish_to_keep_ends_it_well(made, photo_ml):
    model, *material = made()
    with pytest.raises(photo_ml.lesson_pictures.Stopped):
        photo_ml.lesson.teach(model, LESSON, *material, Watcher(stop_at=2))
    history = photo_ml.lesson.teach(model, LESSON, *material, Watcher(keep_at=3))
    assert len(history) == 3


def test_fewer_to_keep_than_half_a_batch_is_enough(made, photo_ml):
    model, taught, _, watched = made()
    photo_ml.lesson.teach(model, LESSON, taught, watched, watched, Watcher())
    assert right(model, taught) > 0.5
