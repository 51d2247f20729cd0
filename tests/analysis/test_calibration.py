import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dashboard.analysis.calibration import (
    brier,
    energy,
    expected_calibration_error,
    fit_temperature,
    nll,
    softmax,
)
from dashboard.analysis.reliability import reliability_bins

LOGITS = arrays(np.float64, 10, elements=st.floats(-1e4, 1e4))
# a model that says 0.9, 0.9, 0.6, 0.6 and is right, wrong, right, right
SAYS = np.array([[0.9, 0.1], [0.9, 0.1], [0.6, 0.4], [0.6, 0.4]], np.float32)
TRUTH = np.array([0, 1, 0, 0])


def test_softmax_of_known_logits():
    got = softmax(np.log([[1.0, 2.0, 5.0]]))

    assert got == pytest.approx(np.array([[0.125, 0.25, 0.625]]))


def test_a_temperature_of_2_takes_the_root_of_the_odds():
    odds = softmax(np.log([9.0, 1.0]), temperature=2.0)

    assert odds[0] / odds[1] == pytest.approx(3.0)


@given(LOGITS, st.floats(0.05, 20))
def test_probabilities_are_finite_and_sum_to_1(logits, temperature):
    got = softmax(logits, temperature)

    assert np.isfinite(got).all() and got.sum() == pytest.approx(1.0)


@given(LOGITS, st.floats(0.05, 20))
def test_energy_lies_just_below_minus_the_largest_logit(logits, temperature):
    bound = temperature * math.log(10)

    slack = 1e-9 * (1 + np.abs(logits).max())
    assert -logits.max() - bound - slack <= energy(logits, temperature)
    assert energy(logits, temperature) <= -logits.max() + slack


def test_energy_of_ten_equal_logits():
    got = energy(np.full((2, 10), 3.0), temperature=2.0)

    assert got == pytest.approx([-3.0 - 2.0 * math.log(10)] * 2)


@pytest.mark.parametrize("temperature", [0.0, -1.0, math.nan, math.inf])
def test_an_impossible_temperature_is_refused(temperature):
    with pytest.raises(ValueError, match="Expected a temperature above 0"):
        softmax(np.zeros(10), temperature)


def test_nll_and_brier_by_hand():
    expected = -(math.log(0.9) + math.log(0.1) + 2 * math.log(0.6)) / 4
    assert nll(SAYS, TRUTH) == pytest.approx(expected)
    squares = 2 * 0.1**2 + 2 * 0.9**2 + 4 * 0.4**2
    assert brier(SAYS, TRUTH) == pytest.approx(squares / 4)


def test_nll_of_an_impossible_truth_stays_finite():
    assert nll(np.array([[1.0, 0.0]]), np.array([1])) == pytest.approx(27.631, abs=1e-3)


def test_calibration_error_by_hand():
    # |0.5 - 0.9| and |1.0 - 0.6|, half of the pictures each
    assert expected_calibration_error(SAYS, TRUTH) == pytest.approx(0.4)


def test_a_bin_is_closed_above():
    table = np.array([[0.2] * 5, [0.4, 0.3, 0.1, 0.1, 0.1]], np.float32)
    bins = reliability_bins(table, np.array([0, 0]), bins=5)

    assert bins.count.tolist() == [1, 1, 0, 0, 0]
    assert np.isnan(bins.accuracy[2:]).all()
    assert bins.edges == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1.0])


def sampled(scale):
    """Logits of a model and labels drawn from softmax(logits / scale)."""
    random = np.random.default_rng(1)
    logits = random.normal(0, 3, (4000, 10))
    chances = softmax(logits, scale).cumsum(axis=1)
    labels = (random.random((4000, 1)) > chances).sum(axis=1)
    return logits, labels.clip(max=9)


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.5])
def test_the_temperature_the_labels_were_drawn_with_is_found(scale):
    logits, labels = sampled(scale)

    assert fit_temperature(logits, labels) == pytest.approx(scale, rel=0.05)


def test_the_fitted_temperature_is_the_valley_of_the_likelihood():
    logits, labels = sampled(2.5)
    best = fit_temperature(logits.astype(np.float32), labels)

    at_best = nll(softmax(logits, best), labels)
    assert at_best <= nll(softmax(logits, best * 1.01), labels)
    assert at_best <= nll(softmax(logits, best / 1.01), labels)


def test_labels_that_are_all_right_leave_the_temperature_alone():
    logits = np.eye(10) * 5

    assert fit_temperature(logits, np.arange(10)) == 1.0


def test_labels_that_are_all_wrong_stop_at_the_hottest():
    logits = np.eye(10) * 5

    assert fit_temperature(logits, (np.arange(10) + 1) % 10) == pytest.approx(20, 1e-4)
