import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.history import Curve, best_row, history_figure, smoothed


def row(epoch, accuracy, phase="fine", **changes):
    values = {
        "epoch": epoch,
        "phase": phase,
        "loss": 1 - accuracy,
        "accuracy": accuracy,
        "validation_loss": 1.1 - accuracy,
        "validation_accuracy": accuracy - 0.1,
    }
    return values | changes


def curve(name="lite/1"):
    rows = [row(1, 0.7, "head"), row(2, 0.9), row(3, 0.95), row(4, 0.95)]
    return Curve(name, rows)


def test_training_is_dashed_and_validation_solid_in_one_colour():
    training, validation, _ = history_figure([curve()]).data

    assert training.line.dash == "dash" and validation.line.dash is None
    assert training.line.color == validation.line.color
    assert training.legendgroup == validation.legendgroup == "lite/1"
    assert validation.x == (1, 2, 3, 4)
    assert validation.y == pytest.approx((0.6, 0.8, 0.85, 0.85))


def test_two_curves_have_two_colours():
    data = history_figure([curve("a"), curve("b")]).data

    assert len({trace.line.color for trace in data}) == 2


@pytest.mark.parametrize(("measure", "y"), [("accuracy", 0.85), ("loss", 0.15)])
def test_the_star_is_the_first_epoch_with_the_best_accuracy(measure, y):
    star = history_figure([curve()], measure).data[2]

    assert star.marker.symbol == "star" and star.mode == "markers"
    assert star.x == (3,) and star.y == pytest.approx((y,))


def test_the_star_sits_on_a_smoothed_curve_but_tells_the_true_value():
    _, validation, star = history_figure([curve()], smoothing=0.9).data

    assert star.y[0] == validation.y[2] != pytest.approx(0.85)
    assert star.customdata[0] == pytest.approx(0.85)


def test_a_new_phase_is_marked_once_however_many_curves():
    figure = history_figure([curve("a"), curve("b")])

    assert [line.x0 for line in figure.layout.shapes] == [1.5]
    assert [note.text for note in figure.layout.annotations] == ["fine-tuning →"]


def test_numbers_may_be_text_as_read_from_csv():
    rows = [{key: str(value) for key, value in row(1, 0.7).items()}]

    assert history_figure([Curve("a", rows)]).data[1].x == (1,)


def test_missing_values_leave_a_gap():
    rows = [row(1, 0.7), row(2, 0.8, validation_accuracy=""), row(3, 0.9)]
    figure = history_figure([Curve("a", rows)], smoothing=0.5)

    assert figure.data[1].y[1] is None and best_row(Curve("a", rows)) == 2


@pytest.mark.parametrize("curves", [[], [Curve("a", [])]])
def test_no_epochs_say_so(curves):
    figure = history_figure(curves)

    assert not figure.data
    assert figure.layout.annotations[0].text == "No epoch is finished yet."


def test_zoom_survives_an_update_but_not_a_change_of_measure():
    first, more = history_figure([curve()]), history_figure([curve(), curve("b")])
    loss = history_figure([curve()], "loss")

    assert first.layout.uirevision == more.layout.uirevision
    assert first.layout.uirevision != loss.layout.uirevision
    assert first.data[1].uid == more.data[1].uid


def test_smoothing_by_hand():
    assert smoothed([1.0, 0.0], 0.5) == pytest.approx([1.0, 1 / 3])
    assert smoothed([1.0, 0.0], 0) == [1.0, 0.0]


@given(st.lists(st.floats(0, 1), min_size=1), st.floats(0, 0.99))
def test_smoothing_begins_at_the_first_value_and_stays_in_range(values, smoothing):
    got = smoothed(values, smoothing)

    assert got[0] == pytest.approx(values[0])
    assert all(min(values) - 1e-9 <= value <= max(values) + 1e-9 for value in got)


@pytest.mark.parametrize(
    ("measure", "smoothing"), [("speed", 0), ("loss", 1), ("loss", math.nan)]
)
def test_unknown_settings_are_refused(measure, smoothing):
    with pytest.raises(ValueError, match="Received: measure="):
        history_figure([], measure, smoothing)
