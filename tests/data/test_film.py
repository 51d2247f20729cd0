"""The strip of steps is what happened to a picture."""

import numpy as np
import pytest
from PIL import Image

from dashboard.data.canonical import SMALL, canonical
from dashboard.data.edits import Edit
from dashboard.data.film import LONGEST, Film
from dashboard.data.photograph import framed
from tests.data.test_canonical import shirt


def captions(film):
    return [frame.caption for frame in film.frames]


@pytest.mark.parametrize("size", [(1, 1), (28, 28), (3000, 20), (900, 1200)])
def test_a_frame_is_small(size):
    film = Film()
    picture = Image.new("RGB", size, "teal")
    film("One", picture)
    [frame] = film.frames
    assert max(frame.picture.size) <= LONGEST
    assert picture.size == size


def test_the_last_frame_is_what_the_champion_sees():
    film = Film()
    made = canonical(shirt("white", "black"), watch=film)
    assert captions(film) == [
        *("Cut to what stands out", "Grey", "Dark and bright swapped", SMALL)
    ]
    assert np.array_equal(np.asarray(film.frames[-1].picture), made.pixels)


def test_a_transparent_picture_is_shown_on_its_ground():
    film, square = Film(), Film()
    image = shirt((0, 0, 0, 0), (200, 10, 10, 255), "RGBA")
    canonical(image, watch=film)
    framed(image, watch=square)
    assert "On its ground" in captions(film)
    assert captions(square) == [
        *("On its ground", "Cut to what stands out", "192×192 in colour")
    ]


def test_a_picture_of_the_datasets_form_is_one_frame(dataset):
    film = Film()
    canonical(Image.fromarray(dataset.test_images[0]), watch=film)
    assert captions(film) == [SMALL]


def test_a_photograph_taken_whole_is_not_shown_as_cut():
    values = np.random.default_rng(0).integers(0, 256, (60, 90, 3), np.uint8)
    film = Film()
    made = framed(Image.fromarray(values), side=64, watch=film)
    assert captions(film) == ["64×64 in colour"]
    assert np.array_equal(np.asarray(film.frames[0].picture), made.pixels)


def test_watching_changes_nothing():
    image = shirt("grey", "red")
    watched, alone = canonical(image, watch=Film()), canonical(image)
    assert np.array_equal(watched.pixels, alone.pixels)
    assert watched.steps == alone.steps
    assert np.array_equal(framed(image, watch=Film()).pixels, framed(image).pixels)


def test_swapping_by_hand_is_the_other_way_of_what_is_found():
    for cloth in ("black", "white"):
        image = shirt("grey", cloth)
        usual, swapped = canonical(image), canonical(image, Edit(swapped=True))
        assert swapped.inverted != usual.inverted
        assert "ground becomes black" not in " ".join(swapped.steps)


def test_a_picture_of_the_datasets_form_is_swapped_too(dataset):
    pixels = np.asarray(dataset.test_images[0])
    made = canonical(Image.fromarray(pixels), Edit(swapped=True))
    assert np.array_equal(made.pixels, 255 - pixels)


def test_swapped_colours_are_those_of_a_negative():
    values = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    film = Film()
    made = framed(Image.fromarray(values), 64, Edit(swapped=True), film)
    assert np.array_equal(made.pixels, 255 - values)
    assert captions(film)[0] == "Colours inverted"


def test_another_ground_is_below_what_is_transparent():
    clear = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    clear.paste((200, 10, 10, 255), (20, 20, 40, 40))
    for ground, level in (("white", 255), ("black", 0), ("grey", 128)):
        corner = framed(clear, 64, Edit(ground=ground)).pixels[0, 0]
        assert corner.tolist() == pytest.approx([level] * 3, abs=1)


def test_another_ground_decides_what_stands_out():
    image = Image.new("L", (200, 100), 255)
    image.paste(0, (0, 0, 140, 100))
    assert not canonical(image).inverted
    white = canonical(image, Edit(ground="white"))
    assert white.inverted
    assert white.box[0] == 0
    assert framed(image, 64, Edit(ground="white")).box[2] < 200
