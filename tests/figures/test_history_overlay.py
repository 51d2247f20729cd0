import math

import pytest

from dashboard.figures.history_overlay import NOTHING, overlay_figure
from dashboard.figures.name_colour import colour
from dashboard.records.series import MEASURES, Series

NAN = math.nan
VALUES = {
    "accuracy": [0.7, 0.8, 0.9],
    "validation_accuracy": [0.6, 0.9, 0.8],
    "loss": [0.5, 0.4, 0.3],
    "validation_loss": [0.6, 0.5, 0.55],
    "learning_rate": [0.1, 0.05, 0.01],
}


def one(name="a", **changes):
    values = {"label": name, "x": [1, 2, 3], "values": VALUES, "best": 1}
    return Series(name, **(values | changes))


def trace(figure, name, measure):
    uid = f"{name} {measure}".encode().hex()
    [found] = [trace for trace in figure.data if trace.uid == uid]
    return found


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


def test_all_graphs_are_on_one_x_axis():
    figure = overlay_figure([one()])
    assert {t.xaxis for t in figure.data} == {None}  # the first
    axes = {measure: trace(figure, "a", measure).yaxis for measure in MEASURES}
    assert sorted(set(axes.values())) == ["y", "y2", "y3"]
    assert figure.layout.hoversubplots == "axis"
    assert figure.layout.hovermode == "x unified"


def test_many_curves_are_told_one_at_a_time():
    many = [one(name) for name in "abcde"]
    assert overlay_figure(many).layout.hovermode == "closest"


def test_the_star_sits_on_the_smoothed_curve_but_tells_the_true_value():
    figure = overlay_figure([one()], smoothing=0.5)
    for measure in ("validation_accuracy", "validation_loss"):
        star, line = trace(figure, "a", f"{measure} best"), trace(figure, "a", measure)
        assert (star.x, star.y[0]) == ((2,), line.y[1])
        assert star.customdata[0] == VALUES[measure][1] != star.y[0]


def test_the_learning_rate_is_not_smoothed():
    figure = overlay_figure([one()], smoothing=0.9)
    assert trace(figure, "a", "learning_rate").y == (0.1, 0.05, 0.01)


def test_zoom_and_hidden_curves_survive_growth_but_not_another_axis():
    first, grown = overlay_figure([one()]), overlay_figure([one(), one("b")])
    steps = overlay_figure([one()], "step")
    log = overlay_figure([one()], scale="log")
    assert first.layout.uirevision == grown.layout.uirevision
    assert first.layout.xaxis.uirevision == grown.layout.xaxis.uirevision
    assert first.layout.xaxis.uirevision == log.layout.xaxis.uirevision
    assert first.layout.xaxis.uirevision != steps.layout.xaxis.uirevision
    assert first.layout.yaxis2.uirevision != log.layout.yaxis2.uirevision
    assert trace(first, "a", "loss").uid == trace(grown, "a", "loss").uid


def test_the_loss_alone_may_be_logarithmic():
    layout = overlay_figure([one()], scale="log").layout
    assert (layout.yaxis2.type, layout.yaxis.type) == ("log", None)


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


def test_over_steps_training_is_the_line_of_the_steps():
    fine = {"loss": ([50, 100], [0.9, 0.8])}
    figure = overlay_figure([one(x=[100, 200, 300], steps=fine)], "step")
    assert trace(figure, "a", "loss").x == (50, 100)
    assert trace(figure, "a", "accuracy").x == (100, 200, 300)
    assert figure.layout.xaxis.title.text.startswith("Step")


def test_a_new_phase_is_marked_once_however_many_curves():
    figure = overlay_figure([one(n, phases=[(1.5, "fine")]) for n in "ab"])
    assert [line.x0 for line in figure.layout.shapes] == [1.5]
    assert [note.text for note in figure.layout.annotations] == ["fine-tuning →"]


def test_gaps_stay_gaps_and_without_a_best_epoch_there_is_no_star():
    values = VALUES | {"validation_accuracy": [0.6, NAN, 0.8]}
    figure = overlay_figure([one(values=values, best=None)], smoothing=0.5)
    assert trace(figure, "a", "validation_accuracy").y[1] is None
    assert not [t for t in figure.data if t.marker.symbol == "star"]


def test_nothing_to_draw_says_so():
    figure = overlay_figure([])
    assert (len(figure.data), figure.layout.annotations[0].text) == (0, NOTHING)
