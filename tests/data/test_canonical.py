"""The model's input: exact for Fashion-MNIST itself, bright on black for the rest."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from dashboard.data import fashion_mnist, uploads
from dashboard.data.canonical import canonical, looks_like_dataset
from dashboard.errors import DataError
from dashboard.settings import Settings

bounded = settings(max_examples=80, deadline=None, derandomize=True, database=None)


@pytest.fixture(scope="module")
def images():
    try:
        return np.array(fashion_mnist.cached(Settings()).test_images[:300])
    except DataError as error:
        pytest.skip(f"no dataset on this machine: {error}")


def shirt(ground, cloth, mode="RGB", size=(400, 300)):
    image = Image.new(mode, size, ground)
    draw = ImageDraw.Draw(image)
    draw.rectangle((150, 60, 249, 259), fill=cloth)
    draw.rectangle((110, 60, 289, 109), fill=cloth)
    return image


def test_real_images_pass_byte_for_byte(images):
    for pixels in images[:50]:
        grey = Image.fromarray(pixels)
        for picture in (grey, grey.convert("RGB"), grey.convert("RGBA")):
            result = canonical(picture)
            np.testing.assert_array_equal(result.pixels, pixels)
            assert result.box == (0, 0, 28, 28)
            assert not result.inverted


def test_a_real_image_saved_as_png_passes_byte_for_byte(images):
    file = io.BytesIO()
    Image.fromarray(images[0]).save(file, "PNG")
    result = canonical(uploads.decode(file.getvalue(), "a.png"))
    np.testing.assert_array_equal(result.pixels, images[0])


@pytest.mark.parametrize("negative", [False, True])
def test_an_enlarged_real_image_comes_back(images, negative):
    errors, swapped = [], 0
    for pixels in images:
        shown = 255 - np.pad(pixels, 20) if negative else pixels
        side = 10 * len(shown)
        large = Image.fromarray(shown).resize((side, side), Image.Resampling.NEAREST)
        result = canonical(large)
        swapped += result.inverted
        errors.append(np.abs(result.pixels.astype(int) - pixels).mean())
    # a shift by one pixel costs more
    assert np.median(errors) < (13 if negative else 6)
    assert swapped == (len(images) if negative else 0)


@pytest.mark.parametrize(
    "ground, cloth, inverted",
    [
        ("white", "black", True),
        ("white", "navy", True),
        ("#eeeeee", "#884444", True),
        ("black", "white", False),
        ("#101010", "#bbbbbb", False),
        ("#c8c8c8", "white", False),  # brighter than a light ground
        ("#606060", "black", True),  # darker than a dark ground
    ],
)
def test_clothes_end_bright_on_black(ground, cloth, inverted):
    result = canonical(shirt(ground, cloth))
    assert result.inverted is inverted
    assert result.pixels[14, 14] > 80
    assert result.pixels[20, 1] == result.pixels[27, 0] == 0
    assert result.pixels.any(axis=1).sum() == 28  # cut to the shirt's height


def test_the_box_is_where_the_shirt_is():
    result = canonical(shirt("white", "black"))
    left, top, right, bottom = result.box
    assert (right - left) == pytest.approx(bottom - top, rel=0.05)
    assert (top, bottom) == (pytest.approx(60, abs=3), pytest.approx(260, abs=3))
    assert (left + right) / 2 == pytest.approx(200, abs=5)
    assert result.pixels.shape == (28, 28)
    assert result.pixels.dtype == np.uint8


def test_a_box_may_reach_outside_the_picture():
    image = Image.new("L", (10, 100), 0)
    image.paste(255, (2, 0, 8, 100))
    left, _, right, _ = canonical(image).box
    assert left < 0 < 10 < right


@pytest.mark.parametrize(
    "colour, inverted", [((255,) * 3, False), ((200, 80, 80), False), ((0,) * 3, True)]
)
def test_a_transparent_ground_ends_black(colour, inverted):
    hidden = (255, 255, 255, 0)  # white, were alpha ignored
    result = canonical(shirt(hidden, (*colour, 255), "RGBA"))
    assert result.inverted is inverted
    assert result.pixels[20, 1] == 0
    assert result.pixels[14, 14] > 80


def test_a_picture_with_transparent_corners_keeps_its_ground():
    image = shirt((240, 240, 240, 255), (20, 20, 60, 255), "RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 12, 12))
    result = canonical(image)
    assert result.inverted
    assert result.pixels[20, 1] == 0


def test_a_fully_transparent_picture_is_black():
    assert not canonical(Image.new("RGBA", (50, 40), (9, 9, 9, 0))).pixels.any()


@pytest.mark.parametrize("noise", [3, 10, 20])
def test_noise_on_the_ground_does_not_move_the_cut(noise):
    values = np.asarray(shirt("#dddddd", "#303030").convert("L")).astype(float)
    generator = np.random.default_rng(1)
    values += generator.normal(0, noise, values.shape)
    values[generator.random(values.shape) < 0.0005] = 0  # dead pixels
    noisy = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    _, top, _, bottom = canonical(noisy).box
    assert (top, bottom) == (pytest.approx(60, abs=6), pytest.approx(260, abs=6))


@pytest.mark.parametrize("value", [0, 90, 128, 255])
def test_a_flat_picture_stays_whole_and_flat(value):
    result = canonical(Image.new("L", (60, 40), value))
    assert result.box[0] == 0 and result.box[2] == 60
    expected = 255 - value if value >= 128 else value
    assert set(np.unique(result.pixels)) <= {0, expected}


@pytest.mark.parametrize(
    "size", [(1, 1), (1, 2), (27, 28), (29, 28), (1, 60_000), (60_000, 1), (5000, 5000)]
)
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_any_size_works(size, mode):
    result = canonical(Image.new(mode, size))
    assert result.pixels.shape == (28, 28)


@bounded
@given(st.integers(1, 70), st.integers(1, 70), st.integers(0, 2**32), st.data())
def test_any_small_picture_gives_the_same_sound_result_twice(wide, high, seed, data):
    mode = data.draw(st.sampled_from(["L", "RGB", "RGBA"]))
    shape = (high, wide) if mode == "L" else (high, wide, len(mode))
    values = np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)
    image = Image.fromarray(values)
    once, twice = canonical(image), canonical(image)
    np.testing.assert_array_equal(once.pixels, twice.pixels)
    assert once.steps == twice.steps and once.steps
    left, top, right, bottom = once.box
    assert left < right and top < bottom
    assert all(step.endswith(".") for step in once.steps)


def test_the_picture_itself_is_not_changed():
    image = shirt("white", "black", "RGBA")
    before = image.tobytes()
    canonical(image)
    assert image.tobytes() == before


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
@pytest.mark.parametrize("side", [28, 29, 140, 600])
def test_the_datasets_own_images_are_known_at_any_size(images, mode, side):
    known = [
        looks_like_dataset(Image.fromarray(pixels).resize((side, side)).convert(mode))
        for pixels in images[:100]
    ]
    # a few bags and shirts fill their frame
    assert np.mean(known) > 0.9 if side != 28 else all(known)


@pytest.mark.parametrize(
    "picture",
    [
        shirt("white", "black"),
        shirt("black", "#c04040"),
        shirt("#303030", "white"),
        shirt((0, 0, 0, 0), (255, 255, 255, 255), "RGBA"),
        Image.new("RGB", (28, 28), "white").convert("L").resize((60, 60)),
        Image.new("RGB", (28, 28), (0, 0, 40)),
    ],
    ids=["negative", "colour", "dark grey", "transparent", "white", "28x28 blue"],
)
def test_other_pictures_are_photographs(picture):
    assert not looks_like_dataset(picture)


def test_any_grey_28x28_picture_is_the_datasets_kind():
    # the champion answers for it as it always did
    assert looks_like_dataset(Image.new("L", (28, 28), 255))


@bounded
@given(st.integers(1, 70), st.integers(1, 70), st.sampled_from(["L", "RGB", "RGBA"]))
def test_every_picture_is_of_one_kind_or_the_other(wide, high, mode):
    image = Image.effect_noise((wide, high), 90).convert(mode)
    assert looks_like_dataset(image) in (True, False)
