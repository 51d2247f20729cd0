"""Mean and deviation of repeats."""

import statistics

import pytest

from dashboard.analysis.repeats import spread


def test_the_deviation_is_that_of_a_sample():
    values = [0.91, 0.92, 0.945]
    found = spread(values)
    assert found.values == tuple(values)
    assert found.mean == pytest.approx(statistics.mean(values))
    assert found.deviation == pytest.approx(statistics.stdev(values))


def test_a_single_value_has_no_deviation():
    assert spread([0.9]).deviation is None


def test_without_values_there_is_nothing_to_say():
    with pytest.raises(ValueError, match="none"):
        spread([])
