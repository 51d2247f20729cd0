"""Reading the stored answers of a version."""

import numpy as np
import pytest

from dashboard.errors import StoreError
from dashboard.store import predictions
from dashboard.store.predictions import OPTIONAL, REQUIRED
from tests.tiny import fill

NAMES = REQUIRED + OPTIONAL


def arrays(**changes):
    made = {name: np.full((3, 10), n, np.float32) for n, name in enumerate(NAMES)}
    return {**made, **changes}


def published(store, stored):
    return store.publish("a", lambda folder: fill(folder, predictions=stored))


def test_each_array_comes_back_under_its_name(store):
    found = predictions.load(published(store, arrays()))
    assert [int(getattr(found, name)[0, 0]) for name in NAMES] == [0, 1, 2, 3, 4, 5]


def test_the_arrays_are_shared_and_cannot_be_changed(store):
    version = published(store, arrays())
    assert predictions.load(version) is predictions.load(version)
    with pytest.raises(ValueError, match="read-only"):
        predictions.load(version).test_logits[0, 0] = 5


def test_most_versions_have_no_held_out_photographs(store):
    stored = {name: array for name, array in arrays().items() if name in REQUIRED}
    found = predictions.load(published(store, stored))
    assert (found.held_logits, found.held_answers) == (None, None)


@pytest.mark.parametrize("missing", REQUIRED)
def test_a_missing_array_is_a_store_error(store, missing):
    stored = arrays()
    del stored[missing]
    with pytest.raises(StoreError, match=missing):
        predictions.load(published(store, stored))


@pytest.mark.parametrize("shape", [(3, 9), (30,), (3, 10, 1), ()])
def test_another_shape_is_a_store_error(store, shape):
    stored = arrays(test_logits=np.zeros(shape, np.float32))
    with pytest.raises(StoreError, match="test_logits"):
        predictions.load(published(store, stored))


def test_an_array_of_objects_is_not_unpickled(store):
    stored = arrays(test_logits=np.array([[print] * 10], object))
    with pytest.raises(StoreError, match="pickle"):
        predictions.load(published(store, stored))


@pytest.mark.parametrize("text", [b"", b"no archive", b"PK\x03\x04 cut", b"\x80\x04."])
def test_a_damaged_file_is_a_store_error(store, text):
    def damaged(folder):
        content = fill(folder)
        (folder / "predictions.npz").write_bytes(text)
        return content

    with pytest.raises(StoreError, match=r"predictions\.npz"):
        predictions.load(store.publish("a", damaged))
