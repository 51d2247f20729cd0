"""Ground and content of a picture in colour."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from dashboard.data.content import DARK, WHITE, content_of


def placed(ground, cloth, mode="RGB", size=(400, 300), box=(150, 60, 250, 260)):
    image = Image.new(mode, size, ground)
    image.paste(cloth, box)
    return image


@pytest.mark.parametrize("ground", [(255, 255, 255), (12, 80, 200), (0, 0, 0)])
def test_an_even_ground_is_found_and_what_lies_on_it(ground):
    found = content_of(placed(ground, (200, 40, 40)))
    assert found.ground == ground
    assert found.even
    # the small copy is averaged by a factor of two
    np.testing.assert_allclose(found.box, (150, 60, 250, 260), atol=2)


def test_a_garment_may_cover_a_part_of_the_border():
    found = content_of(placed((250, 250, 250), (20, 20, 60), box=(150, 60, 250, 300)))
    assert (found.ground, found.even) == ((250, 250, 250), True)


def test_a_colour_of_the_grounds_brightness_stands_out():
    # both are 98 in grey
    found = content_of(placed((98, 98, 98), (200, 55, 54)))
    assert found.box is not None


def test_a_patterned_ground_is_not_even():
    values = np.random.default_rng(0).integers(0, 256, (90, 120, 3), dtype=np.uint8)
    assert not content_of(Image.fromarray(values)).even


@pytest.mark.parametrize("mode, colour", [("L", 90), ("RGB", (9, 90, 200))])
def test_on_a_flat_picture_nothing_stands_out(mode, colour):
    found = content_of(Image.new(mode, (60, 40), colour))
    assert (found.box, found.even) == (None, True)


@pytest.mark.parametrize(
    "colour, below",
    [((200, 40, 40), WHITE), ((0, 0, 0), WHITE), ((250, 250, 240), DARK)],
)
def test_below_a_transparent_ground_lies_what_shows_the_drawing(colour, below):
    hidden = (1, 2, 3, 0)
    found = content_of(placed(hidden, (*colour, 255), "RGBA"))
    assert (found.ground, found.even) == (below, True)
    np.testing.assert_allclose(found.box, (150, 60, 250, 260), atol=2)


def test_a_fully_transparent_picture_has_no_content():
    found = content_of(Image.new("RGBA", (50, 40), (9, 9, 9, 0)))
    assert (found.ground, found.even, found.box) == (WHITE, True, None)


def test_a_hole_inside_does_not_make_the_ground_transparent():
    image = placed((240, 240, 240, 255), (20, 20, 60, 255), "RGBA")
    ImageDraw.Draw(image).rectangle((190, 100, 210, 140), fill=(0, 0, 0, 0))
    assert content_of(image).ground == (240, 240, 240)


def test_the_colour_below_a_transparent_corner_is_not_seen():
    image = Image.new("RGBA", (100, 100), (240, 240, 240, 255))
    image.paste((0, 0, 0, 0), (0, 0, 12, 12))
    assert content_of(image).box is None


def test_one_lonely_pixel_is_no_content():
    image = Image.new("RGB", (100, 100), "white")
    image.putpixel((50, 50), (0, 0, 0))
    assert content_of(image).box is None
