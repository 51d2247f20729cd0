"""Random changes of photographs and drawings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dashboard.data.content import WHITE
from dashboard.data.photograph import PAD
from dashboard.ml.photos.views import view

SIDE = 48


def photograph(size=(90, 60), mode="RGB", seed=0):
    random = np.random.default_rng(seed)
    values = random.integers(0, 256, (size[1], size[0], 4), dtype=np.uint8)
    return Image.fromarray(values).convert(mode)


def seen(image, seed, side=SIDE):
    return view(image, side, np.random.default_rng(seed))


@given(
    st.tuples(st.integers(1, 120), st.integers(1, 120)),
    st.sampled_from(["L", "RGB", "RGBA"]),
    st.sampled_from([32, 48]),
    st.integers(0, 2**32),
)
def test_any_picture_becomes_a_square_in_colour(size, mode, side, seed):
    pixels = seen(photograph(size, mode), seed, side)
    assert (pixels.shape, pixels.dtype) == ((side, side, 3), np.uint8)


def test_the_generator_alone_decides():
    image = photograph()
    np.testing.assert_array_equal(seen(image, 1), seen(image, 1))
    others = [seen(image, seed).tobytes() for seed in range(20)]
    assert len(set(others)) == 20


def test_the_picture_itself_is_not_changed():
    image = photograph(mode="RGBA")
    before = image.tobytes()
    for seed in range(10):
        seen(image, seed)
    assert image.tobytes() == before


def test_most_of_a_photograph_stays_in_the_square():
    # white on the padding's colour: what is cut away is missing in the square
    image = Image.new("RGB", (60, 60), "white")
    shares = [(seen(image, seed) != PAD).any(axis=2).mean() for seed in range(40)]
    # people crop loosely; a tilted picture has corners of padding
    assert np.mean(shares) > 0.7
    assert min(shares) > 0.4


def test_below_a_transparent_drawing_is_mostly_white():
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    image.paste((10, 20, 90, 255), (20, 20, 40, 40))
    corners = [tuple(seen(image, seed)[0, 0]) for seed in range(100)]
    white = np.mean([corner == WHITE for corner in corners])
    assert 0.4 < white < 0.85
    assert len(set(corners)) > 10


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1)])
def test_extreme_sizes_work(size):
    for seed in range(10):
        assert seen(photograph(size), seed).shape == (SIDE, SIDE, 3)
