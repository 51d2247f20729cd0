"""What a version for photographs remembers."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard.errors import StoreError
from dashboard.store import memory
from dashboard.store.memory import Memory
from tests.tiny import fill_colour


def remembered(count=6):
    random = np.random.default_rng(0)
    return Memory(
        random.normal(0, 1, (count, 3)).astype(np.float16),
        np.eye(10, dtype=np.float32)[np.arange(count)],
        np.arange(count) % 3 == 0,
    )


@pytest.fixture
def version(store):
    return store.publish("photographs", fill_colour)


def test_a_version_without_such_a_file_remembers_nothing(version):
    assert memory.read(version) is None


def test_it_lies_beside_a_version_that_was_published_without(version, store):
    memory.write(memory.beside(version), remembered(), version.file("weights.npz"))
    found = memory.read(version)
    for name in Memory.__dataclass_fields__:
        np.testing.assert_array_equal(getattr(found, name), getattr(remembered(), name))
    # the store goes on as before
    assert [one.ref for one in store.list(strict=True)] == [version.ref]
    version.verify()


def test_it_lies_in_the_folder_of_one_that_was_published_with_it(store):
    def fill(folder):
        content = fill_colour(folder)
        memory.write(folder / memory.FILE, remembered(), folder / "weights.npz")
        return content

    version = store.publish("photographs", fill)
    assert len(memory.read(version).answers) == 6
    path = version.file(memory.FILE)
    memory.write(path, remembered(9), version.file("weights.npz"))
    with pytest.raises(StoreError, match="other bytes"):
        memory.read(version)


def test_what_was_held_out_is_apart():
    embedding, answers = remembered().part(held_out=True)
    assert (embedding.shape, embedding.dtype) == ((2, 3), np.float32)
    assert answers.argmax(1).tolist() == [0, 3]
    assert len(remembered().part(held_out=False)[0]) == 4


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": np.zeros((5, 10), np.float32)},
        {"embedding": np.zeros(6, np.float16)},
        {"held_out": np.zeros(6, np.int8)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_arrays_that_do_not_fit_are_a_sentence(version, changes):
    broken = replace(remembered(), **changes)
    memory.write(memory.beside(version), broken, version.file("weights.npz"))
    with pytest.raises(StoreError, match="delete it to teach without it"):
        memory.read(version)


def test_what_belongs_to_other_weights_is_not_taken(version, tmp_path):
    (tmp_path / "weights.npz").write_bytes(b"others")
    memory.write(memory.beside(version), remembered(), tmp_path / "weights.npz")
    with pytest.raises(StoreError, match="other weights"):
        memory.read(version)


def test_a_damaged_file_is_a_sentence(version):
    memory.beside(version).write_bytes(b"damaged")
    with pytest.raises(StoreError, match="to hold what photographs/1 remembers"):
        memory.read(version)
