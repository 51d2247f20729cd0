import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.calibration import softmax
from dashboard.analysis.conformal import (
    energy_threshold,
    prediction_set,
    set_threshold,
    verdict,
)


def validation(true_probabilities):
    table = np.zeros((len(true_probabilities), 10))
    table[:, 0] = true_probabilities
    return table, np.zeros(len(true_probabilities), int)


def picture(*likeliest):
    values = np.zeros(10)
    values[: len(likeliest)] = likeliest
    return values


@pytest.mark.parametrize(
    ("coverage", "score"),
    # ten rows of nine scores 0.1 .. 0.9: rank ceil(10 * coverage)
    [(0.5, 0.5), (0.51, 0.6), (0.7, 0.7), (0.9, 0.9), (0.91, 1.0)],
)
def test_the_threshold_is_the_finite_sample_quantile(coverage, score):
    table, labels = validation(np.arange(1, 10) / 10)

    assert set_threshold(table, labels, coverage) == pytest.approx(score)


@pytest.mark.parametrize("coverage", [0.0, 1.0, math.nan])
def test_an_impossible_coverage_is_refused(coverage):
    with pytest.raises(ValueError, match="coverage"):
        set_threshold(*validation([0.5]), coverage)


def test_new_pictures_are_covered_as_promised():
    random = np.random.default_rng(7)
    table = softmax(random.normal(0, 2, (20_000, 10))).astype(np.float32)
    draws = random.random((20_000, 1)) > table.cumsum(axis=1)
    labels = draws.sum(axis=1).clip(max=9)
    threshold = set_threshold(table[:10_000], labels[:10_000], 0.9)

    sets = [prediction_set(row, threshold, most=10) for row in table[10_000:]]
    held = [label in found for label, found in zip(labels[10_000:], sets, strict=True)]
    assert np.mean(held) == pytest.approx(0.9, abs=0.015)


def test_a_set_is_likeliest_first_and_closed_at_the_threshold():
    values = np.zeros(10)
    values[[4, 2, 6]] = 0.25, 0.5, 0.25

    assert prediction_set(values, threshold=0.75) == (2, 4, 6)
    assert prediction_set(values, threshold=0.74) == (2,)


@given(st.lists(st.floats(0, 1), min_size=10, max_size=10), st.floats(0, 1))
def test_a_set_has_one_to_three_labels_with_the_answer_first(values, threshold):
    found = prediction_set(np.array(values), threshold)

    assert 1 <= len(found) <= 3
    assert found[0] == np.argmax(values)


def test_at_most_the_share_is_turned_away():
    energies = np.arange(100.0)

    assert energy_threshold(energies, turned_away=0.02) == 97.0
    assert energy_threshold(energies, turned_away=0.0) == 99.0


def test_a_threshold_of_no_pictures_is_refused():
    with pytest.raises(ValueError, match="Received: 0 pictures"):
        energy_threshold(np.array([]))


@pytest.mark.parametrize(
    ("values", "energy", "expected"),
    [
        (picture(0.95, 0.05), -9.0, ("sure", (0,))),
        (picture(0.5, 0.45, 0.05), -9.0, ("unsure", (0, 1))),
        (picture(0.3, 0.2, 0.2, 0.2), -9.0, ("sure", (0,))),
        (picture(0.95, 0.05), -5.0, ("sure", (0,))),
        (picture(0.95, 0.05), -4.9, ("none", ())),
        (picture(0.95, 0.05), math.nan, ("none", ())),
    ],
)
def test_verdicts(values, energy, expected):
    assert verdict(values, energy, set_threshold=0.6, energy_threshold=-5.0) == expected
