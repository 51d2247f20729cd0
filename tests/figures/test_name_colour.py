import pytest

from dashboard.figures import name_colour

NAMES = [f"20261124-1336{n:02}-cnn-{n:04x}" for n in range(60)]
WHITE, DARK = 1.0, 0.0185  # luminance of Bootstrap's two grounds, #fff and #212529


def luminance(colour):
    parts = tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return name_colour.luminance(parts)


def test_a_name_has_the_same_colour_every_time():
    assert name_colour.colour("shoes/1") == name_colour.colour("shoes/1")
    assert name_colour.symbol("shoes/1") == name_colour.symbol("shoes/1")


def test_names_differ_in_colour_or_mark():
    looks = {(name_colour.colour(n), name_colour.symbol(n)) for n in NAMES}
    assert len(looks) > 0.8 * len(NAMES)


@pytest.mark.parametrize("ground", [WHITE, DARK])
def test_every_colour_stands_out_from_the_ground(ground):
    for name in NAMES:
        pair = sorted((luminance(name_colour.colour(name)), ground))
        # WCAG 2.2, graphical objects
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 3, name


def test_a_clear_colour_is_the_same_one_thinned():
    assert name_colour.clear("#0072b2", 0.2) == "rgba(0,114,178,0.2)"
