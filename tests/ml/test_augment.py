"""Random changes of training images; plain NumPy, so these tests are fast."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.limits import AUGMENTATIONS
from dashboard.ml.augment import POLICIES, Policy, augment


def pictures(count=64, side=28):
    random = np.random.default_rng(3)
    return random.integers(1, 256, (count, side, side), dtype=np.uint8)


def changed(images, seed=0, **policy):
    return augment(images, Policy(**policy), np.random.default_rng(seed))


def test_every_augmentation_of_a_recipe_has_a_policy():
    assert set(POLICIES) == set(AUGMENTATIONS)


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_kind_and_shape_stay_and_the_originals_are_untouched(policy):
    images = pictures()
    before = images.copy()
    found = augment(images, policy, np.random.default_rng(0))
    assert (found.dtype, found.shape) == (np.uint8, images.shape)
    np.testing.assert_array_equal(images, before)


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
def test_images_that_may_not_be_written_can_be_augmented(policy):
    images = pictures()
    images.setflags(write=False)
    augment(images, policy, np.random.default_rng(0))[0, 0, 0] = 1


@pytest.mark.parametrize("name", sorted(set(POLICIES) - {"none"}))
def test_the_generator_alone_decides(name):
    first, again, other = (
        augment(pictures(), POLICIES[name], np.random.default_rng(seed))
        for seed in (5, 5, 6)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_none_changes_nothing():
    found = augment(pictures(), POLICIES["none"], np.random.default_rng(0))
    np.testing.assert_array_equal(found, pictures())


def test_flip_mirrors_about_half_of_the_images_and_changes_no_other():
    images = pictures(400)
    found = changed(images, flip=True)
    mirrored = (found == images[:, :, ::-1]).all((1, 2))
    same = (found == images).all((1, 2))
    assert (mirrored ^ same).all()
    assert 150 < mirrored.sum() < 250


def test_shift_moves_whole_pixels_and_fills_with_black():
    images = pictures(200)
    found = changed(images, shift=2)
    offsets = set()
    padded = np.pad(images, ((0, 0), (2, 2), (2, 2)))
    for number, image in enumerate(found):
        (place,) = [
            (row, column)
            for row in range(5)
            for column in range(5)
            if (image == padded[number, row : row + 28, column : column + 28]).all()
        ]
        offsets.add(place)
    assert len(offsets) == 25


def test_erase_covers_one_rectangle_with_one_grey_in_about_half_of_the_images():
    images = pictures(300)
    found = changed(images, erase=0.5)
    covered = 0
    for before, after in zip(images, found, strict=True):
        rows, columns = np.nonzero(before != after)
        if len(rows) == 0:
            continue
        covered += 1
        inside = after[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        assert (inside == after[rows[0], columns[0]]).all()
        assert inside.size <= 0.3 * after.size
    assert 110 < covered < 190


def test_erase_never_and_always():
    images = pictures()
    np.testing.assert_array_equal(changed(images, erase=0.0), images)
    assert (changed(images, erase=1.0) != images).any((1, 2)).all()


def test_a_turn_of_nothing_is_the_image_itself():
    np.testing.assert_array_equal(changed(pictures(), rotation=1e-12), pictures())


def test_turning_and_zooming_keep_the_centre_and_stay_inside_the_range():
    images = np.full((50, 29, 29), 200, np.uint8)
    found = changed(images, rotation=0.1, zoom=0.1)
    assert (found[:, 14, 14] == 200).all()
    assert found.max() == 200
    # corners come from outside, which is black
    assert (found[:, 0, 0] < 200).mean() > 0.5


@given(
    st.integers(0, 5),
    st.integers(4, 40),
    st.sampled_from(sorted(POLICIES)),
    st.integers(0, 9),
)
def test_any_number_and_size_of_images_can_be_augmented(count, side, name, seed):
    images = pictures(count, side)
    found = augment(images, POLICIES[name], np.random.default_rng(seed))
    assert (found.dtype, found.shape) == (np.uint8, images.shape)
