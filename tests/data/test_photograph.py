"""The square in colour: any picture in, the whole of what matters on it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dashboard.data.content import DARK
from dashboard.data.photograph import (
    PAD,
    PLAIN_PAD,
    SIDE,
    enlarged,
    framed,
    on_ground,
    squared,
)
from tests.data.test_content import placed

MODES = ("L", "RGB", "RGBA", "LA", "P", "1", "CMYK", "I;16", "F")


def patterned(size=(300, 200), seed=0):
    """A picture without an even ground."""
    values = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3))
    return Image.fromarray(values.astype(np.uint8))


def test_a_photograph_is_taken_whole_and_padded():
    result = framed(patterned())
    assert result.pixels.shape == (SIDE, SIDE, 3)
    assert result.pixels.dtype == np.uint8
    assert (result.pixels[0, 0] == PAD).all() and (result.pixels[-1, -1] == PAD).all()
    np.testing.assert_allclose(result.box, (0, -50, 300, 250), atol=1e-6)
    assert result.steps == (
        f"The longest edge was brought to {SIDE} pixels, colours were kept.",
    )


def test_colours_are_kept():
    image = Image.new("RGB", (40, 40), (10, 20, 30))
    image.paste((200, 100, 50), (10, 10, 30, 30))
    result = framed(image)
    assert (result.pixels[SIDE // 2, SIDE // 2] == (200, 100, 50)).all()
    # bicubic enlarging overshoots a little beside an edge
    np.testing.assert_allclose(result.pixels[0, 0], (10, 20, 30), atol=1)


def test_an_even_ground_is_cut_away_but_for_some_air():
    result = framed(placed((250, 250, 250), (20, 20, 60)))
    left, top, right, bottom = result.box
    air = PLAIN_PAD * 200
    assert (top, bottom) == (pytest.approx(60 - air, 3), pytest.approx(260 + air, 3))
    assert right - left == pytest.approx(bottom - top)
    assert "The even ground around it was cut away." in result.steps
    # what is left of the square continues the ground
    assert (result.pixels[:, 0] == 250).all()


def test_a_photograph_with_a_plain_part_is_not_cut():
    image = patterned()
    image.paste((250, 250, 250), (0, 0, 90, 200))  # a wall beside a pattern
    result = framed(image)
    assert len(result.steps) == 1
    np.testing.assert_allclose(result.box, (0, -50, 300, 250), atol=1e-6)


def test_a_drawing_that_fills_its_frame_is_not_called_cut():
    result = framed(placed("white", (20, 20, 60), size=(100, 100), box=(2, 2, 98, 98)))
    assert result.box == (0, 0, 100, 100)
    assert len(result.steps) == 1


def test_what_is_transparent_gets_an_even_ground():
    result = framed(placed((0, 0, 0, 0), (250, 250, 250, 255), "RGBA"))
    assert (result.pixels[0, 0] == DARK).all()
    assert result.steps[0] == "Transparent parts were filled with an even ground."


def test_the_picture_itself_is_not_changed():
    image = placed((0, 0, 0, 0), (250, 250, 250, 255), "RGBA")
    before = image.tobytes()
    framed(image)
    assert image.tobytes() == before


def covers(box, part):
    slack = 1e-6 * max(map(abs, (*box, 1)))
    low = box[0] <= part[0] + slack and box[1] <= part[1] + slack
    return low and box[2] >= part[2] - slack and box[3] >= part[3] - slack


@given(
    st.integers(1, 90),
    st.integers(1, 90),
    st.sampled_from(MODES),
    st.sampled_from([1, 28, 32, 192]),
    st.integers(0, 2**32),
)
def test_any_picture_becomes_a_square_that_covers_it(wide, high, mode, side, seed):
    random = np.random.default_rng(seed)
    values = random.integers(0, 256, (high, wide, 4), dtype=np.uint8)
    image = Image.fromarray(values)
    if mode == "I;16":
        image = Image.fromarray(values[..., 0].astype(np.uint16) * 257)
    elif mode != "RGBA":
        image = image.convert("L" if mode == "F" else mode.replace("P", "L"))
        image = image.convert(mode)
    assert image.mode == mode
    result = framed(image, side)
    assert result.pixels.shape == (side, side, 3)
    assert result.pixels.dtype == np.uint8
    assert all(step.endswith(".") for step in result.steps) and result.steps
    left, top, right, bottom = result.box
    assert right - left == pytest.approx(bottom - top)
    if len(result.steps) == 1:  # neither cut nor filled
        assert covers(result.box, (0, 0, wide, high))


@given(
    st.tuples(st.integers(0, 100), st.integers(0, 100)),
    st.tuples(st.integers(8, 100), st.integers(8, 100)),
    st.tuples(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255)),
)
def test_what_lies_on_an_even_ground_is_in_the_square(corner, size, ground):
    box = (*corner, corner[0] + size[0], corner[1] + size[1])
    cloth = tuple(255 if level < 128 else 0 for level in ground)
    image = Image.new("RGB", (230, 230), ground)
    image.paste(cloth, box)
    assert covers(framed(image).box, box)


@pytest.mark.parametrize("size", [(1, 1), (1, 60_000), (60_000, 1), (5000, 5000)])
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_extreme_sizes_work(size, mode):
    result = framed(Image.new(mode, size))
    assert result.pixels.shape == (SIDE, SIDE, 3)
    assert covers(result.box, (0, 0, *size))


def test_the_dataset_is_enlarged_image_by_image(dataset):
    images = np.asarray(dataset.test_images[:3])
    squares = enlarged(images, 64)
    assert (squares.shape, squares.dtype) == ((3, 64, 64, 3), np.uint8)
    # grey as they were, the ground black
    assert (squares == squares[..., :1]).all()
    assert (squares[:, 0, 0] == 0).all()
    for image, square in zip(images, squares, strict=True):
        np.testing.assert_array_equal(framed(Image.fromarray(image), 64).pixels, square)


def test_no_image_is_no_square():
    assert enlarged(np.zeros((0, 28, 28), np.uint8), 32).shape == (0, 32, 32, 3)


def test_a_cut_is_centred_and_padded_with_its_colour():
    pixels, box = squared(patterned(), (100, 0, 200, 200), 32, (1, 2, 3))
    assert (pixels[:, :8] == (1, 2, 3)).all() and (pixels[:, -8:] == (1, 2, 3)).all()
    assert not (pixels[:, 8:24] == (1, 2, 3)).all(axis=2).any()
    assert box == (50, 0, 250, 200)


def test_a_ground_shows_where_a_picture_is_transparent():
    image = Image.new("RGBA", (2, 1), (200, 100, 0, 255))
    image.putpixel((1, 0), (200, 100, 0, 0))
    below = on_ground(image, (9, 8, 7))
    assert (below.mode, below.getpixel((0, 0))) == ("RGB", (200, 100, 0))
    assert below.getpixel((1, 0)) == (9, 8, 7)
