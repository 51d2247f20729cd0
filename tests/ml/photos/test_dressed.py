"""Fashion-MNIST made photograph-like."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dashboard.ml.photos.dressed import NEGATIVE, PLAIN, dressed

SIDE = 48
MANY = 200


def seen(pixels, seed, side=SIDE):
    return dressed(pixels, side, np.random.default_rng(seed))


@pytest.fixture(scope="module")
def image(dataset):
    return np.asarray(dataset.test_images[0])


@pytest.fixture(scope="module")
def many(image):
    return np.stack([seen(image, seed) for seed in range(MANY)])


@given(
    arrays.arrays(np.uint8, (28, 28)),
    st.sampled_from([32, 48]),
    st.integers(0, 2**32),
)
def test_any_image_becomes_a_square_in_colour(pixels, side, seed):
    found = seen(pixels, seed, side)
    assert (found.shape, found.dtype) == ((side, side, 3), np.uint8)


@pytest.mark.parametrize("value", [0, 255])
def test_an_image_without_a_garment_does_no_harm(value):
    for seed in range(30):
        assert seen(np.full((28, 28), value, np.uint8), seed).shape == (SIDE, SIDE, 3)


def test_the_generator_alone_decides(image, many):
    np.testing.assert_array_equal(seen(image, 3), many[3])
    plain = (many == many[..., :1]).all(axis=(1, 2, 3))
    assert len({square.tobytes() for square in many[~plain]}) == (~plain).sum()


def is_white(square):
    return (square[[0, 0, -1, -1], [0, -1, 0, -1]] > 180).all()


def test_a_share_stays_as_the_dataset_has_it(many):
    grey = (many == many[..., :1]).all(axis=(1, 2, 3))
    black = (many[:, 0] == 0).all(axis=(1, 2)) & grey
    assert black.mean() == pytest.approx(PLAIN, abs=0.07)


def test_a_share_and_more_lies_on_white(many):
    assert np.mean([is_white(square) for square in many]) > NEGATIVE


def test_most_have_colour(many):
    spread = np.ptp(many.astype(int), axis=3).max(axis=(1, 2))
    assert (spread > 30).mean() > 0.4


def test_the_image_itself_is_not_changed(image):
    before = image.copy()
    seen(image, 1)
    np.testing.assert_array_equal(image, before)
