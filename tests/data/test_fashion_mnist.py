"""The decoded cache, the fixed split and what is learned."""

import hashlib

import numpy as np
import pytest

from dashboard.data import fashion_mnist
from dashboard.data.fashion_mnist import load, stratified_split
from dashboard.errors import DataError

# of the int64 indices; they say that published figures are about the same images
TRAIN_INDEX = "b0e95f52a6ae5810c06330be3712a4e49aa711f022efeb41172f158c365b6950"
VALIDATION_INDEX = "be35d82a1a9398c8d96c3abd3226575643d766bc748c715dc190ba4dae5c1524"


def sha256(array):
    return hashlib.sha256(np.ascontiguousarray(array, "<i8").tobytes()).hexdigest()


def test_the_split_is_the_published_one(dataset):
    assert sha256(dataset.train_index) == TRAIN_INDEX
    assert sha256(dataset.validation_index) == VALIDATION_INDEX


def test_the_split_leaves_out_none_and_uses_none_twice(dataset):
    assert len(dataset.train_index) == 55_000
    assert len(dataset.validation_index) == 5_000
    both = np.concatenate([dataset.train_index, dataset.validation_index])
    np.testing.assert_array_equal(np.sort(both), np.arange(60_000))


def test_every_class_gives_the_same_share(dataset):
    held = np.bincount(dataset.train_labels[dataset.validation_index])
    learned = np.bincount(dataset.train_labels[dataset.train_index])
    assert held.tolist() == [500] * 10
    assert learned.tolist() == [5_500] * 10


def test_another_seed_is_another_split(dataset):
    _, first = stratified_split(dataset.train_labels, seed=1)
    _, second = stratified_split(dataset.train_labels, seed=2)
    _, again = stratified_split(dataset.train_labels, seed=1)
    assert (first != second).any()
    np.testing.assert_array_equal(first, again)


def test_the_arrays_are_those_of_fashion_mnist(dataset):
    assert dataset.train_images.shape == (60_000, 28, 28)
    assert dataset.test_images.shape == (10_000, 28, 28)
    assert np.bincount(dataset.test_labels).tolist() == [1_000] * 10
    assert dataset.train_labels[:5].tolist() == [9, 0, 0, 3, 0]
    assert dataset.test_labels[:5].tolist() == [9, 2, 1, 1, 6]
    # the mean and deviation that everybody normalises with
    assert dataset.train_images.mean() / 255 == pytest.approx(0.2860, abs=5e-5)
    assert dataset.train_images.std() / 255 == pytest.approx(0.3530, abs=5e-5)


def test_nobody_can_change_the_shared_arrays(dataset):
    with pytest.raises(ValueError, match="read-only"):
        dataset.test_images[0, 0, 0] = 1


@pytest.fixture
def own_arrays(settings):
    """Settings with a decoded cache of their own that a test may damage."""
    shared = settings.cache / "arrays"
    source = shared / fashion_mnist.data_hash()[:16] / "test_labels.npy"
    content = source.read_bytes()
    others = [path for path in source.parent.iterdir() if path.name != source.name]
    shared.unlink()
    folder = shared / source.parent.name
    folder.mkdir(parents=True)
    for path in others:
        (folder / path.name).symlink_to(path.resolve())
    return settings, folder / source.name, content


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: b"", id="empty"),
        pytest.param(lambda content: content[:64], id="cut in the header"),
        pytest.param(lambda content: content[:-1], id="cut in the numbers"),
        pytest.param(lambda content: b"nonsense", id="a text"),
        pytest.param(lambda content: b"\x80\x04.", id="a pickle"),
        pytest.param(lambda content: content.replace(b"|u1", b"|i1"), id="signed"),
        pytest.param(
            lambda content: content.replace(b"(10000,)", b"(09999,)"), id="a shape"
        ),
        pytest.param(None, id="missing"),
    ],
)
def test_a_damaged_decoded_array_is_decoded_again(own_arrays, damage, dataset):
    settings, path, content = own_arrays
    if damage:
        path.write_bytes(damage(content))
    found = load(settings)
    np.testing.assert_array_equal(found.test_labels, dataset.test_labels)
    assert path.read_bytes() == content


def test_a_damaged_source_is_not_hidden_by_the_decoded_arrays(settings, tmp_path):
    folder = tmp_path / "damaged"
    folder.mkdir()
    for name in fashion_mnist.sources.SHA256:
        (folder / name).write_bytes(b"damaged")
    changed = type(settings)(data=folder, cache=settings.cache)
    with pytest.raises(DataError, match="damaged"):
        load(changed)


def test_the_data_hash_is_that_of_published_manifests(dataset):
    names = "".join(fashion_mnist.sources.SHA256.values())
    assert dataset.sha256 == hashlib.sha256(names.encode()).hexdigest()
    assert dataset.sha256.startswith("f0616db38b9c48cb")


def test_what_is_added_is_learned_from_and_changes_nothing_else(dataset):
    images, labels = np.full((2, 28, 28), 7, np.uint8), np.array([3, 9])
    more = dataset.with_added(images, labels)
    assert more.added_index.tolist() == [60_000, 60_001]
    np.testing.assert_array_equal(more.train_images[more.added_index], images)
    assert more.train_labels[more.added_index].tolist() == [3, 9]
    assert (more.train_images.dtype, more.train_labels.dtype) == (np.uint8, np.uint8)
    np.testing.assert_array_equal(
        more.train_images[:60_000:999], dataset.train_images[::999]
    )
    assert more.train_index is dataset.train_index
    assert more.validation_index is dataset.validation_index
    assert len(dataset.added_index) == 0


def test_the_hash_follows_from_what_is_added(dataset):
    images, labels = np.zeros((1, 28, 28), np.uint8), np.array([3])
    first = dataset.with_added(images, labels).sha256
    assert first == dataset.with_added(images.copy(), labels.copy()).sha256
    others = [
        dataset.sha256,
        dataset.with_added(images + 1, labels).sha256,
        dataset.with_added(images, labels + 1).sha256,
    ]
    assert first not in others


def test_images_that_choose_or_measure_are_known_by_their_pixels(dataset):
    held, learned = dataset.validation_index[5], dataset.train_index[5]
    assert dataset.holds_apart(np.array(dataset.test_images[123]))
    assert dataset.holds_apart(np.array(dataset.train_images[held]))
    assert not dataset.holds_apart(np.array(dataset.train_images[learned]))
    assert not dataset.holds_apart(np.array(dataset.test_images[123]) ^ 1)


@pytest.mark.parametrize(("share", "chosen"), [(1.0, 55_000), (0.1, 5_500)])
def test_images_that_were_added_are_learned_from_whatever_the_share(
    dataset, share, chosen
):
    plain = dataset.learning_rows(share, seed=1)
    more = dataset.with_added(dataset.test_images[:3], dataset.test_labels[:3])
    rows = more.learning_rows(share, seed=1)
    assert len(plain) == chosen
    np.testing.assert_array_equal(rows[:chosen], plain)
    assert rows[chosen:].tolist() == [60_000, 60_001, 60_002]


def test_a_share_takes_each_class_alike_and_depends_on_the_seed(dataset):
    rows = dataset.learning_rows(0.1, seed=1)
    assert np.bincount(dataset.train_labels[rows]).tolist() == [550] * 10
    np.testing.assert_array_equal(rows, dataset.learning_rows(0.1, seed=1))
    assert set(rows) != set(dataset.learning_rows(0.1, seed=2))


def test_without_a_teacher_the_targets_are_the_labels(dataset):
    targets = dataset.targets(dataset.train_index[:50])
    assert targets.dtype == np.float32
    np.testing.assert_array_equal(
        targets.argmax(1), dataset.train_labels[dataset.train_index[:50]]
    )
    assert targets.sum() == (targets == 1).sum() == 50


def test_a_teacher_has_its_share_of_the_targets_it_answered(dataset):
    rows = dataset.train_index[[5, 9]]
    answers = np.full((2, 10), 0.1, np.float16)
    taught = dataset.with_teacher(rows, answers, 0.6)
    one, other = taught.targets(rows)
    label = int(dataset.train_labels[rows[0]])
    assert one[label] == pytest.approx(0.4 + 0.06, abs=1e-4)
    assert one[label - 1] == pytest.approx(0.06, abs=1e-4)
    assert other.sum() == pytest.approx(1, abs=1e-3)
    left = dataset.train_index[:5]
    np.testing.assert_array_equal(taught.targets(left), dataset.targets(left))
    assert taught.sha256 == dataset.sha256
