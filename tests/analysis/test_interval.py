from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.interval import mcnemar, wilson


def test_wilson_of_a_published_example():
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_the_interval_holds_the_share_and_mirrors(correct, total):
    correct = min(correct, total)
    low, high = wilson(correct, total)

    assert 0 <= low <= correct / total <= high <= 1
    assert wilson(total - correct, total) == pytest.approx((1 - high, 1 - low))


def test_nothing_counted_says_nothing():
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("correct", "total"), [(3, 2), (-1, 2), (0, -1)])
def test_an_impossible_count_is_refused(correct, total):
    with pytest.raises(ValueError, match="Received: correct="):
        wilson(correct, total)


def answers(only_a, only_b, both=5, neither=3):
    a = [True] * only_a + [False] * only_b + [True] * both + [False] * neither
    b = [False] * only_a + [True] * only_b + [True] * both + [False] * neither
    return np.array(a), np.array(b)


@pytest.mark.parametrize(
    ("only_a", "only_b", "p"),
    [(0, 0, 1.0), (5, 5, 1.0), (0, 5, 2 / 32), (1, 9, 22 / 1024), (9, 1, 22 / 1024)],
)
def test_mcnemar_by_hand(only_a, only_b, p):
    got = mcnemar(*answers(only_a, only_b))

    assert (got.only_a, got.only_b) == (only_a, only_b)
    assert got.p == pytest.approx(p)


def test_thousands_of_differences_stay_exact():
    tail = sum(comb(3000, k) for k in range(1401))

    assert mcnemar(*answers(1400, 1600)).p == 2 * tail / 2**3000


def test_models_on_different_pictures_are_refused():
    with pytest.raises(ValueError, match="same pictures"):
        mcnemar(np.ones(3, bool), np.ones(4, bool))
