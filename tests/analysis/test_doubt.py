"""What a coverage costs, on a handful of answers that can be counted by hand."""

import numpy as np
import pytest

from dashboard.analysis import doubt
from dashboard.labels import one_hot


def answers(*tops):
    """float [n, 10]: label 0 has the given probability, label 1 all the rest."""
    table = np.zeros((len(tops), 10))
    table[:, 0], table[:, 1] = tops, 1 - np.asarray(tops)
    return table


ZERO = one_hot(np.zeros(100, int)) > 0


def test_more_coverage_makes_fewer_answers_sure():
    random = np.random.default_rng(1)
    held = answers(*random.uniform(0.3, 1.0, 100))
    found = doubt.curve(held, ZERO, held, ZERO)
    shares = [point.sure for point in found]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[-1]
    assert [point.coverage for point in found] == list(doubt.COVERAGES)


def test_the_set_holds_the_truth_as_often_as_asked():
    held = answers(*np.linspace(0.3, 1.0, 100))
    found = doubt.point(0.9, held, ZERO, held, ZERO)
    # 0.9 of 101 is the 91st of 100 scores
    assert found.set_threshold == pytest.approx(1 - held[9, 0])
    assert found.kept >= 0.9
    assert found.sure_right is not None


def test_any_of_several_right_labels_counts():
    shown = answers(0.2, 0.2)
    right = np.zeros((2, 10), bool)
    right[0, [0, 1]], right[1, 0] = True, True
    held = answers(*[0.99] * 100)
    found = doubt.point(0.9, held, ZERO, shown, right)
    assert (found.sure, found.kept, found.candidates) == (1.0, 0.5, 1.0)
    assert found.sure_right == 0.5


def test_at_most_three_candidates_are_counted():
    flat = np.full((100, 10), 0.1)
    found = doubt.point(0.99, flat, ZERO, flat, ZERO)
    assert found.candidates == 3
    assert found.sure_right is None
