import re

import numpy as np
import pytest

from dashboard.figures.matrix_colour import cell_colours

PAGES = {
    "light": ((255, 255, 255), (33, 37, 41)),
    "dark": ((33, 37, 41), (222, 226, 230)),
}


def parse(css):
    found = re.fullmatch(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)", css)
    *colour, alpha = map(float, found.groups())
    return np.array(colour), alpha


def luminance(colour):
    """Relative luminance, WCAG 2.2."""
    share = np.asarray(colour) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_right_is_blue_and_wrong_is_orange():
    table = cell_colours(np.full((2, 2), 0.5))

    assert table[0][0] == table[1][1] and table[0][1] == table[1][0]
    assert table[0][0].startswith("rgba(0,114,178,")
    assert table[0][1].startswith("rgba(230,159,0,")


def test_one_in_a_thousand_can_be_seen_and_more_is_stronger():
    shares = [0.001, 0.01, 0.1, 1.0]
    alphas = [parse(cell_colours([[0, s], [0, 0]])[0][1])[1] for s in shares]

    assert alphas == sorted(alphas) and len(set(alphas)) == 4
    assert alphas[0] >= 0.04


def test_nothing_and_undefined_have_no_colour():
    assert cell_colours([[0.0, np.nan], [1.0, 0.0]])[0] == ["transparent"] * 2


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("share", [0.001, 0.1, 1.0])
def test_text_keeps_its_contrast_in_both_themes(page, share):
    background, text = PAGES[page]
    for css in cell_colours([[share, share], [0, 0]])[0]:
        colour, alpha = parse(css)
        cell = alpha * colour + (1 - alpha) * np.array(background)

        assert contrast(cell, text) >= 4.5


@pytest.mark.parametrize("matrix", [[[50.0]], [[-0.1]], [[0.1, 0.2]]])
def test_other_than_square_shares_are_refused(matrix):
    with pytest.raises(ValueError, match="Expected .* Received: "):
        cell_colours(matrix)
