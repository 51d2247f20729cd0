"""Weights on disk: round trip, and what is refused without touching the network."""

import numpy as np
import pytest

from dashboard.errors import StoreError
from tests.ml.conftest import RECIPES

pytestmark = pytest.mark.slow


@pytest.fixture
def cnn(ml):
    ml.keras.utils.set_random_seed(7)
    return ml.network.build(RECIPES["cnn"])


def weights(model, ml):
    return {n: np.asarray(v).copy() for n, v in ml.checkpoint.names(model).items()}


@pytest.mark.parametrize("dtype", ["float32", "float16"])
def test_weights_come_back_in_the_kept_precision(cnn, ml, tmp_path, dtype):
    path = tmp_path / "weights.npz"
    before = weights(cnn, ml)
    ml.checkpoint.save(cnn, path, dtype)
    for variable in ml.checkpoint.names(cnn).values():
        variable.assign(np.ones(variable.shape))
    ml.checkpoint.load(cnn, path)
    for name, found in weights(cnn, ml).items():
        assert found.dtype == np.float32
        np.testing.assert_array_equal(found, before[name].astype(dtype))


def change_shape(arrays):
    arrays["logits/bias"] = np.zeros(9, np.float32)


def drop_one(arrays):
    del arrays["logits/bias"]


def add_one(arrays):
    arrays["extra/kernel"] = np.zeros(3, np.float32)


@pytest.mark.parametrize("change", [change_shape, drop_one, add_one])
def test_weights_of_another_network_are_refused(cnn, ml, tmp_path, change):
    path = tmp_path / "weights.npz"
    arrays = {name: array + 1 for name, array in weights(cnn, ml).items()}
    change(arrays)
    np.savez(path, **arrays)
    before = weights(cnn, ml)
    with pytest.raises(StoreError, match="fit the network"):
        ml.checkpoint.load(cnn, path)
    for name, array in weights(cnn, ml).items():
        np.testing.assert_array_equal(array, before[name])


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x03\x04", None])
def test_a_damaged_or_missing_file_is_refused(cnn, ml, tmp_path, content):
    path = tmp_path / "weights.npz"
    if content is not None:
        path.write_bytes(content)
    before = weights(cnn, ml)
    with pytest.raises(StoreError, match=r"weights\.npz"):
        ml.checkpoint.load(cnn, path)
    for name, array in weights(cnn, ml).items():
        np.testing.assert_array_equal(array, before[name])
