"""Batches depend on the seed and the epoch and on nothing else."""

import numpy as np
import pytest

from dashboard.labels import one_hot
from dashboard.ml.augment import POLICIES

pytestmark = pytest.mark.slow
COUNT = 50


@pytest.fixture
def make(ml):
    random = np.random.default_rng(0)
    images = random.integers(0, 256, (COUNT, 28, 28), dtype=np.uint8)
    labels = np.arange(COUNT) % 10

    def batches(seed=1, epoch=0, policy="strong", mixing="none"):
        return ml.batches.Batches(
            images,
            one_hot(labels),
            batch_size=16,
            policy=POLICIES[policy],
            mixing=mixing,
            seed=seed,
            epoch=epoch,
        )

    return batches


def content(batches, order=range(4)):
    return {number: [part.tobytes() for part in batches[number]] for number in order}


def test_seed_and_epoch_decide(make):
    assert content(make()) == content(make())
    assert content(make(seed=2)) != content(make())
    assert content(make(epoch=1)) != content(make())


def test_each_epoch_changes_images_in_its_own_way(ml):
    # one image many times, so that the order cannot make the difference
    images, labels = (
        np.tile(np.arange(784) % 251, (16, 1)).astype(np.uint8),
        np.zeros(16, int),
    )
    first, second = (
        ml.batches.Batches(
            images.reshape(16, 28, 28),
            one_hot(labels),
            batch_size=16,
            policy=POLICIES["light"],
            seed=1,
            epoch=epoch,
        )[0][0]
        for epoch in (0, 1)
    )
    assert (first != second).any()


def test_the_order_of_asking_does_not_matter(make):
    assert content(make(), (3, 1, 0, 2)) == content(make())


def test_going_on_is_the_same_as_beginning_at_that_epoch(make):
    batches = make()
    for epoch in range(1, 4):
        batches.on_epoch_end()
        assert content(batches) == content(make(epoch=epoch))


def test_the_rest_of_an_epoch_has_its_batches_and_counts_epochs_as_the_whole(make, ml):
    whole, rest = make(), ml.batches.Rest(make(), 3)
    for _ in range(2):
        assert len(rest) == 1
        assert content(rest, [0])[0] == content(whole, [3])[3]
        whole.on_epoch_end()
        rest.on_epoch_end()


def test_an_epoch_has_every_image_once(make):
    batches = make(policy="none")
    assert len(batches) == 4
    seen = [image.tobytes() for number in range(4) for image in batches[number][0]]
    assert len(set(seen)) == len(seen) == COUNT
    assert len(batches[3][0]) == COUNT - 3 * 16


def test_labels_go_with_their_images(make):
    images, labels = make(policy="none")[0]
    plain = make(policy="none")
    for image, label in zip(images, labels, strict=True):
        (row,) = np.flatnonzero((plain._images == image).all((1, 2)))
        assert label.tolist() == [float(n == row % 10) for n in range(10)]
    assert labels.dtype == np.float32


@pytest.mark.parametrize("mixing", ["mixup", "cutmix"])
def test_seed_epoch_and_number_decide_how_pictures_are_mixed(make, mixing):
    mixed, again = make(mixing=mixing), make(mixing=mixing)
    assert content(mixed, (3, 1, 0, 2)) == content(again)
    assert content(mixed) != content(make())
    assert content(make(mixing=mixing, epoch=1)) != content(mixed)
    assert len({mixed[number][1].max(axis=1).min() for number in range(4)}) == 4
