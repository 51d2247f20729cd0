import math

import pytest

from dashboard.figures.history_overlay import overlay_figure
from dashboard.figures.name_colour import colour
from dashboard.records.series import MEASURES
from tests.figures.made import VALUES, one, trace

NAN = math.nan


def test_training_is_dashed_and_validation_solid_in_one_colour():
    figure = overlay_figure([one()])
    training = trace(figure, "a", "accuracy")
    validation = trace(figure, "a", "validation_accuracy")
    assert (training.line.dash, validation.line.dash) == ("dash", "solid")
    assert training.line.color == validation.line.color == colour("a")
    assert validation.y == (0.6, 0.9, 0.8)
    assert [t.name for t in figure.data if t.showlegend] == ["a"]


def test_a_colour_stays_whatever_else_is_drawn_and_in_which_order():
    alone = overlay_figure([one("b")])
    among = overlay_figure([one("a"), one("c"), one("b")])
    for measure in MEASURES:
        pair = trace(alone, "b", measure), trace(among, "b", measure)
        assert pair[0].line.color == pair[1].line.color
        assert pair[0].marker.symbol == pair[1].marker.symbol


def test_the_star_sits_on_the_smoothed_curve_but_tells_the_true_value():
    figure = overlay_figure([one()], smoothing=0.5)
    for measure in ("validation_accuracy", "validation_loss"):
        star, line = trace(figure, "a", f"{measure} best"), trace(figure, "a", measure)
        assert (star.x, star.y[0]) == ((2,), line.y[1])
        assert star.customdata[0] == VALUES[measure][1] != star.y[0]


def test_the_learning_rate_is_not_smoothed():
    figure = overlay_figure([one()], smoothing=0.9)
    assert trace(figure, "a", "learning_rate").y == (0.1, 0.05, 0.01)


def test_a_band_goes_there_and_back_and_says_over_how_many():
    ends = {measure: [value - 0.1 for value in VALUES[measure]] for measure in VALUES}
    figure = overlay_figure([one(low=ends, high=VALUES, counts=[2, 2, 1])])
    band = trace(figure, "a", "validation_accuracy band")
    assert (band.fill, band.hoverinfo) == ("toself", "skip")
    assert band.x == (1, 2, 3, 3, 2, 1)
    assert band.y == pytest.approx((0.5, 0.8, 0.7, 0.8, 0.9, 0.6))
    line = trace(figure, "a", "validation_accuracy")
    assert "over %{customdata}" in line.hovertemplate
    assert line.customdata == (2, 2, 1)


def test_gaps_stay_gaps_and_without_a_best_epoch_there_is_no_star():
    values = VALUES | {"validation_accuracy": [0.6, NAN, 0.8]}
    figure = overlay_figure([one(values=values, best=None)], smoothing=0.5)
    assert trace(figure, "a", "validation_accuracy").y[1] is None
    assert not [t for t in figure.data if t.marker.symbol == "star"]
