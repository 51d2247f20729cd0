"""The deletion check: what is greyed out, and what the answers say."""

import numpy as np
import pytest

from dashboard.explain import deletion
from dashboard.explain.deletion import SHARE, TRIES, Deletion


def noise(*shape):
    return np.random.default_rng(0).integers(0, 256, shape, np.uint8)


@pytest.mark.parametrize("shape", [(28, 28), (64, 64, 3)])
@pytest.mark.parametrize("places", [(1, 1), (2, 2), (7, 7), (28, 28)])
def test_every_picture_but_the_first_misses_the_same_share(shape, places):
    pixels = noise(*shape)
    cam = np.random.default_rng(1).random(places).astype(np.float32)
    made = deletion.pictures(pixels, cam)
    assert made.shape == (2 + TRIES, *shape)
    assert made.dtype == np.uint8
    assert np.array_equal(made[0], pixels)
    grey = np.rint(pixels.mean(axis=(0, 1)))
    for picture in made[1:]:
        taken = picture == grey
        taken = taken.all(axis=-1) if taken.ndim == 3 else taken
        assert taken.mean() >= SHARE
        changed = picture != pixels
        changed = changed.any(axis=-1) if changed.ndim == 3 else changed
        assert changed.mean() <= SHARE + 0.01
        assert (picture[~taken] == pixels[~taken]).all()


def test_the_second_misses_the_hottest_places():
    cam = np.zeros((7, 7), np.float32)
    cam[:2, :2] = 1
    made = deletion.pictures(noise(28, 28), cam)
    changed = made[1] != made[0]
    assert changed[:6, :6].mean() > 0.95
    assert not changed[14:, 14:].all()


def test_the_same_seed_takes_the_same_places():
    pixels, cam = noise(28, 28), np.eye(4, dtype=np.float32)
    again = deletion.pictures(pixels, cam)
    assert np.array_equal(deletion.pictures(pixels, cam), again)
    assert not np.array_equal(deletion.pictures(pixels, cam, seed=1)[2:], again[2:])


def test_the_picture_that_was_given_is_left_alone():
    pixels = noise(28, 28)
    before = pixels.copy()
    deletion.pictures(pixels, np.ones((2, 2), np.float32))
    assert np.array_equal(pixels, before)


def test_equal_places_are_drawn_by_lot():
    mask = deletion.hottest(np.zeros((20, 20)), np.random.default_rng(0))
    assert mask.sum() == 80
    assert mask[:10].any() and mask[10:].any()


def test_the_answers_are_told_apart():
    found = Deletion.of(np.array([0.9, 0.4, 0.8, 0.4, 0.2], np.float32))
    assert found.before == pytest.approx(0.9)
    assert found.hottest == pytest.approx(0.4)
    assert found.random_mean == pytest.approx(1.4 / 3)
    assert found.as_strong == 2
