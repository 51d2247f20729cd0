import numpy as np
import pytest

from dashboard.analysis.reliability import reliability_bins
from dashboard.figures.reliability import reliability_figure

SAYS = np.array([[0.9, 0.1], [0.9, 0.1], [0.7, 0.3]])


def test_a_bar_per_filled_bin_and_a_diagonal():
    bars, diagonal = reliability_figure(
        reliability_bins(SAYS, np.array([0, 1, 0]), bins=5)
    ).data

    assert bars.x == pytest.approx((0.7, 0.9)) and bars.y == pytest.approx((1.0, 0.5))
    assert bars.width == pytest.approx((0.2, 0.2))
    assert [tuple(pair) for pair in bars.customdata] == [(0.7, 1), (0.9, 2)]
    assert bars.marker.opacity[0] < bars.marker.opacity[1] <= 1
    assert diagonal.x == diagonal.y == (0, 1)


def test_no_pictures_draw_only_the_diagonal():
    empty = reliability_bins(np.empty((0, 10)), np.empty(0, int))

    assert reliability_figure(empty).data[0].x == ()
