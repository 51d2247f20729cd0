"""The nearest training images: a fixed sample, computed once, found by the cosine."""

import multiprocessing

import numpy as np
import pytest
from filelock import FileLock

from dashboard.labels import CLASSES, LABELS
from dashboard.serving import neighbours
from dashboard.serving.neighbours import Neighbours, nearest, sample, unit
from dashboard.serving.predictor import Predictor

COUNT = 100


@pytest.fixture
def known(settings):
    return Neighbours(settings, COUNT)


@pytest.fixture
def predictor(publish):
    return Predictor(publish())


def told(known, predictor, dataset):
    """Compute; returns what was reported."""
    done = []
    known.make(predictor, dataset, done.append)
    return done


def test_the_sample_has_as_many_of_each_class_and_is_only_learned_from(dataset):
    rows = sample(dataset)
    assert len(set(rows.tolist())) == len(rows) == neighbours.IMAGES
    counts = np.bincount(dataset.train_labels[rows], minlength=CLASSES)
    assert counts.tolist() == [neighbours.IMAGES // CLASSES] * CLASSES
    assert not np.isin(rows, dataset.validation_index).any()
    assert np.array_equal(rows, sample(dataset))


def test_before_it_is_computed_there_is_nothing(known, predictor):
    assert known.of(predictor.version, np.ones(10, np.float32)) is None
    assert not known.being_made(predictor.version)


def test_a_training_image_is_its_own_nearest(known, predictor, dataset):
    assert told(known, predictor, dataset)[-1] == COUNT
    row = sample(dataset, COUNT)[17]
    [answer] = predictor.predict(dataset.train_images[row][None])
    found = known.of(predictor.version, answer.embedding)
    assert len(found) == neighbours.NEAREST
    assert found[0].row == row
    assert found[0].label == LABELS[dataset.train_labels[row]]
    assert found[0].distance == pytest.approx(0, abs=2e-3)
    distances = [one.distance for one in found]
    assert distances == sorted(distances)


def test_a_second_call_computes_nothing(known, predictor, dataset):
    told(known, predictor, dataset)
    assert told(known, predictor, dataset) == []


def test_an_interrupted_computation_goes_on(known, predictor, dataset, monkeypatch):
    monkeypatch.setattr(neighbours, "BATCH", 40)
    with pytest.raises(KeyboardInterrupt):
        known.make(predictor, dataset, stop)
    assert known.of(predictor.version, np.ones(10, np.float32)) is None
    told(known, predictor, dataset)
    assert known.of(predictor.version, np.ones(10, np.float32))


def stop(done):
    if done >= 80:
        raise KeyboardInterrupt


def test_another_graph_is_another_key(known, publish):
    first, second = publish(), publish(weights=np.ones((784, 10), np.float32))
    assert known.key(first) != known.key(second)


def hold(path, ready, done):
    with FileLock(path):
        ready.set()
        done.wait()


def test_a_living_process_is_told_from_one_that_ended(known, predictor, settings):
    settings.neighbours.mkdir(parents=True)
    path = settings.neighbours / f"{known.key(predictor.version)}.lock"
    fresh = multiprocessing.get_context("spawn")
    ready, done = fresh.Event(), fresh.Event()
    process = fresh.Process(target=hold, args=(str(path), ready, done))
    process.start()
    try:
        assert ready.wait(60)
        assert known.being_made(predictor.version)
    finally:
        done.set()
        process.join()
    assert not known.being_made(predictor.version)


def test_distances_are_those_of_the_cosine():
    random = np.random.default_rng(0)
    known = unit(random.normal(size=(30, 8))).astype(np.float32)
    wanted = random.normal(size=8)
    places, distances = nearest(known, wanted, 30)
    cosines = known.astype(float) @ wanted / np.linalg.norm(wanted)
    np.testing.assert_allclose(distances, np.sort(1 - cosines), atol=1e-3)
    np.testing.assert_allclose(cosines[places], 1 - distances, atol=1e-3)


def test_a_row_of_zeros_has_no_direction():
    assert not unit(np.zeros((2, 3))).any()
    _, distances = nearest(np.zeros((3, 2), np.float32), np.ones(2), 2)
    assert distances.tolist() == [1, 1]
