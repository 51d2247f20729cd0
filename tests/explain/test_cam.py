import numpy as np
import pytest

from dashboard.explain.cam import embedding_gradient, grad_cam, upsample
from tests.explain.written_out import numerical_gradient, random_head


# 72 inputs are the 3 x 4 x 6 features themselves, not their mean
@pytest.mark.parametrize(
    "widths", [(6, 10), (6, 8, 10), (6, 12, 8, 10), (72, 10), (72, 8, 10)]
)
@pytest.mark.parametrize("label", [0, 7])
def test_the_map_agrees_with_numerical_differentiation(widths, label):
    features = np.random.default_rng(3).normal(size=(3, 4, 6))
    head = random_head(5, *widths)
    gradient = numerical_gradient(features, head, label)
    # eq. 1 and 2 of the paper, literally
    alpha = gradient.mean(axis=(0, 1))
    expected = np.maximum((features * alpha).sum(axis=2), 0)

    got = grad_cam(features.astype(np.float32), head, label)
    assert expected.max() > 0
    assert got == pytest.approx(expected / expected.max(), abs=1e-4)


def test_every_position_shares_one_gradient():
    features = np.random.default_rng(3).normal(size=(2, 5, 6))
    head = random_head(1, 6, 8, 10)
    exact = embedding_gradient(features.mean(axis=(0, 1)), head, 4) / 10

    gradient = numerical_gradient(features, head, 4)
    assert gradient == pytest.approx(np.broadcast_to(exact, (2, 5, 6)), abs=1e-7)


def test_the_map_is_float32_from_0_to_1():
    features = np.random.default_rng(2).normal(size=(4, 4, 6)).astype(np.float32)
    cam = grad_cam(features, random_head(2, 6, 10), 3)

    assert cam.dtype == np.float32 and cam.shape == (4, 4)
    assert cam.min() >= 0 and cam.max() == 1


def test_no_evidence_stays_zero():
    features = np.ones((2, 2, 1), np.float32)
    head = [(np.full((1, 10), -1.0), np.zeros(10))]

    assert not grad_cam(features, head, 0).any()


def test_a_dead_relu_passes_nothing_back():
    head = [(np.ones((1, 1)), np.array([-9.0])), (np.ones((1, 10)), np.zeros(10))]

    assert not grad_cam(np.ones((2, 2, 1), np.float32), head, 0).any()


@pytest.mark.parametrize(
    ("shape", "widths", "label"),
    [((2, 2, 5), (6, 10), 0), ((2, 6), (6, 10), 0), ((2, 2, 6), (6, 10), 10)],
)
def test_parts_that_do_not_fit_are_refused(shape, widths, label):
    with pytest.raises(ValueError, match="Expected .* Received: "):
        grad_cam(np.zeros(shape, np.float32), random_head(0, *widths), label)


def test_upsampling_is_bilinear_with_centred_pixels():
    got = upsample(np.array([[0.0, 1.0]], np.float32), 1, 4)

    assert got == pytest.approx(np.array([[0.0, 0.25, 0.75, 1.0]]))


def test_upsampling_keeps_shape_type_and_range():
    cam = np.random.default_rng(0).random((3, 3)).astype(np.float32)
    larger = upsample(cam, 28, 20)

    assert larger.shape == (28, 20) and larger.dtype == np.float32
    assert 0 <= larger.min() and larger.max() <= 1
    assert upsample(np.ones((1, 1)), 5, 5).tolist() == np.ones((5, 5)).tolist()
