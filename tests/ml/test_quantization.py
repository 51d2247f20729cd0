"""Kernels of very large networks in 8 bits: near, and exact in float16."""

import numpy as np
import onnx
import pytest

from dashboard.serving import session
from tests.ml.conftest import RECIPES

pytestmark = pytest.mark.slow


def kernel(*shape, scale=0.1):
    return np.random.default_rng(6).normal(0, scale, shape).astype(np.float32)


@pytest.mark.parametrize("scale", [1e-9, 1e-4, 0.1, 50.0])
def test_numbers_are_near_and_float16_holds_them(ml, scale):
    whole = kernel(3, 3, 64, 32, scale=scale)
    found = ml.quantization.quantized(whole)
    assert found.numbers.dtype == np.int8
    assert found.step.shape == (1, 1, 1, 32)
    difference = np.abs(found.kernel - whole)
    assert (difference <= 0.5001 * found.step).all()
    np.testing.assert_array_equal(found.kernel.astype(np.float16), found.kernel)


def test_a_step_is_hardly_larger_than_it_must_be(ml):
    whole = kernel(3, 3, 64, 32)
    largest = np.abs(whole).max((0, 1, 2))
    ratio = ml.quantization.quantized(whole).step.ravel() * 127 / largest
    assert (ratio >= 1).all()
    assert (ratio <= 1.126).all()


def test_a_channel_of_zeros_stays_zero(ml):
    whole = kernel(3, 3, 64, 32)
    whole[..., 4] = 0
    np.testing.assert_array_equal(ml.quantization.quantized(whole).kernel[..., 4], 0)


@pytest.fixture
def cnn(ml):
    ml.keras.utils.set_random_seed(3)
    return ml.network.build(RECIPES["cnn"])


def test_a_network_of_usual_size_is_left_alone(cnn, ml):
    before = ml.checkpoint.arrays_of(cnn)
    assert ml.quantization.bits(cnn) == 16
    assert ml.quantization.quantize(cnn) == {}
    for name, array in ml.checkpoint.arrays_of(cnn).items():
        np.testing.assert_array_equal(array, before[name])


def test_a_very_large_network_is_published_in_eight_bits(
    cnn, ml, images, tmp_path, monkeypatch
):
    monkeypatch.setattr(ml.quantization, "LARGE", 10_000)  # so that a fast one is
    before = ml.checkpoint.arrays_of(cnn)
    ml.export.export(cnn, tmp_path, images)
    graph = onnx.load(tmp_path / "model.onnx")
    small = [one for one in graph.graph.initializer if one.name.endswith("_int8")]
    large = {n for n, a in before.items() if n.endswith("kernel") and a.size >= 16_384}
    assert len(small) == len(large) > 1
    # stored, in the graph and in the network: the same numbers
    after = ml.checkpoint.arrays_of(cnn)
    kept = ml.shared.read(tmp_path / "weights.npz")
    assert all(np.array_equal(kept[name], after[name]) for name in after)
    assert all((after[name] != before[name]).any() for name in large)
    found = session.run(session.load(tmp_path / "model.onnx"), images)[0]
    wanted = np.asarray(cnn(images, training=False)["logits"])
    np.testing.assert_allclose(found, wanted, rtol=1e-3, atol=1e-3)
