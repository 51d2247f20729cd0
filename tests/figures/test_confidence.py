import numpy as np
import pytest

from dashboard.figures import theme
from dashboard.figures.confidence import confidence_figure, probability_text

VALUES = np.array([0, 0, 0.971, 0.02, 0.009, 0, 0, 0, 0, 0], np.float32)


def test_all_ten_bars_run_from_the_likeliest_down():
    bars = confidence_figure(VALUES).data[0]

    assert bars.y[:3] == ("Pullover", "Dress", "Coat") and len(set(bars.y)) == 10
    assert bars.text[0] == "97.1%"
    assert list(bars.x) == sorted(bars.x, reverse=True)


def test_only_the_answer_is_coloured():
    colours = confidence_figure(VALUES).data[0].marker.color

    assert colours[0] == theme.BLUE and set(colours[1:]) == {theme.NEUTRAL}


def test_no_answer_no_colour():
    bars = confidence_figure(VALUES, highlight=False).data[0]

    assert set(bars.marker.color) == {theme.NEUTRAL}


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (1.0, "100.0%"),
        (0.99999, "> 99.9%"),
        (0.5, "50.0%"),
        (0.0001, "< 0.1%"),
        (0.0, "0.0%"),
    ],
)
def test_nearly_certain_is_not_shown_as_certain(probability, text):
    assert probability_text(probability) == text


def test_other_than_ten_probabilities_are_refused():
    with pytest.raises(ValueError, match="Expected 10 probabilities"):
        confidence_figure(np.ones(9))
