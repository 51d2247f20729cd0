"""Two versions on the same images: test, interval and words."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis import paired
from dashboard.analysis.paired import Paired


def answers(both, only_a, only_b, neither):
    a = [True] * (both + only_a) + [False] * (only_b + neither)
    b = [True] * both + [False] * only_a + [True] * only_b + [False] * neither
    return np.array(a), np.array(b)


@pytest.mark.parametrize(
    ("counts", "difference", "interval"),
    [
        # Altman et al. 2000, Statistics with Confidence, table 6.2
        ((14, 5, 0, 22), 0.122, (0.011, 0.226)),
        # Bentur et al. 2009, by Fagerland et al. 2014, Stat. Med. 33, p. 2850
        ((1, 1, 7, 12), -0.286, (-0.507, -0.026)),
    ],
)
def test_published_examples_come_out(counts, difference, interval):
    found = paired.compare(*answers(*counts))
    assert found.difference == pytest.approx(difference, abs=5e-4)
    assert (found.low, found.high) == pytest.approx(interval, abs=6e-4)


def test_the_test_is_exact():
    found = paired.compare(*answers(1, 1, 7, 12))
    assert (found.only_a, found.only_b, found.images) == (1, 7, 21)
    assert found.p == pytest.approx(2 * (1 + 8) / 2**8)


def test_of_ten_thousand_images_the_interval_is_close_to_walds():
    found = paired.compare(*answers(9_300, 220, 180, 300))
    variance = (400 / 10_000 - found.difference**2) / 10_000
    half = 1.96 * math.sqrt(variance)
    assert found.difference == pytest.approx(0.004)
    assert (found.low, found.high) == pytest.approx(
        (0.004 - half, 0.004 + half), abs=1e-4
    )


counts = st.integers(0, 300)


@given(counts, counts, counts, counts)
def test_the_interval_holds_the_difference_and_turns_with_the_order(
    both, only_a, only_b, neither
):
    total = both + only_a + only_b + neither + 1
    low, high = paired.newcombe(both, only_a, only_b, total)
    difference = (only_a - only_b) / total
    assert -1 - 1e-9 <= low <= difference + 1e-12
    assert difference - 1e-12 <= high <= 1 + 1e-9
    turned = paired.newcombe(both, only_b, only_a, total)
    assert turned == pytest.approx((-high, -low), abs=1e-9)


def test_a_version_against_itself_differs_in_nothing():
    same, _ = answers(90, 0, 0, 10)
    found = paired.compare(same, same)
    assert (found.difference, found.p) == (0.0, 1.0)
    assert paired.better_words(found) == "no difference shown: equal, p = 1.00"


@pytest.mark.parametrize("lengths", [(3, 4), (0, 0)])
def test_what_cannot_be_compared_is_refused(lengths):
    with pytest.raises(ValueError, match="Expected"):
        paired.compare(*(np.ones(length, bool) for length in lengths))


@pytest.mark.parametrize(
    ("difference", "p", "words"),
    [
        (0.0037, 0.012, "yes: 0.37 points more, p = 0.012"),
        (-0.0287, 1e-9, "no: 2.87 points fewer, p < 0.001"),
        (-0.001, 0.4, "no difference shown: 0.10 points fewer, p = 0.40"),
    ],
)
def test_words_say_whether_it_is_better(difference, p, words):
    found = Paired(10_000, 1, 2, difference, -0.01, 0.01, p)
    assert paired.better_words(found) == words
    assert paired.interval_words(found) == "-1.00 to +1.00"
