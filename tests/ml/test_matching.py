"""A kernel is found in a graph by its values, turned and multiplied or not."""

import numpy as np
import pytest

from dashboard.ml import matching

RANDOM = np.random.default_rng(8)


def kernel(*shape):
    return RANDOM.normal(0, 0.1, shape).astype(np.float32)


@pytest.mark.parametrize(
    ("shape", "order", "channels"),
    [
        ((3, 3, 16, 24), (3, 2, 0, 1), (1, 1, 1, 24)),
        ((5, 5, 96, 1), (2, 3, 0, 1), (1, 1, 96, 1)),
        ((64, 32), (0, 1), (1, 32)),
        ((64, 32), (1, 0), (1, 32)),
    ],
    ids=["convolution", "depthwise", "product", "transposed product"],
)
def test_a_kernel_is_found_turned_and_multiplied(shape, order, channels):
    wanted = kernel(*shape)
    ratio = RANDOM.uniform(-2, 2, channels).astype(np.float32)
    held = (wanted * ratio).transpose(order)
    others = {"other": kernel(*held.shape), "bias": kernel(shape[-1]), "it": held}
    match = matching.find(wanted, others)
    assert match.constant == "it"
    np.testing.assert_allclose(match.ratio, ratio, rtol=1e-4)
    np.testing.assert_allclose(match.kernel(others), wanted, rtol=1e-5, atol=1e-7)


def test_rounding_to_float16_does_not_hide_it():
    wanted = kernel(3, 3, 16, 24)
    held = wanted.astype(np.float16).astype(np.float32).transpose(3, 2, 0, 1)
    assert matching.find(wanted, {"it": held}).constant == "it"


def test_a_channel_of_zeros_is_found_too():
    wanted = kernel(3, 3, 16, 24)
    wanted[..., 5] = 0
    constants = {"it": wanted.transpose(3, 2, 0, 1)}
    match = matching.find(wanted, constants)
    np.testing.assert_array_equal(match.kernel(constants)[..., 5], 0)


def test_another_kernel_is_not_taken_for_it():
    wanted = kernel(3, 3, 16, 24)
    near = wanted.transpose(3, 2, 0, 1).copy()
    near[7, 3, 1, 1] += 0.02
    assert matching.find(wanted, {"near": near}) is None
    assert matching.find(wanted, {}) is None


def test_a_zero_channel_does_not_match_one_that_is_not():
    wanted = kernel(3, 3, 16, 24)
    held = wanted.transpose(3, 2, 0, 1).copy()
    wanted[..., 5] = 0
    assert matching.find(wanted, {"it": held}) is None


def test_small_kernels_and_other_shapes_are_not_looked_for():
    small, odd = kernel(3, 3, 3, 8), kernel(16, 16, 16)
    constants = {"small": small.transpose(3, 2, 0, 1), "odd": odd}
    assert matching.find(small, constants) is None
    assert matching.find(odd, constants) is None
