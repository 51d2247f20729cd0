"""Where times come from, in words."""

import pytest

from dashboard.analysis.times import times_words
from tests.analysis.versions import comparison, row


def test_times_of_one_run_name_its_day_and_machine():
    found = comparison(row(), machine={"cores": 2, "load": 0.4})
    assert times_words(found) == (
        "Times of all versions are from one run, in turns, on 2026-11-24 "
        "(2 cores, load 0.4 before)."
    )


@pytest.mark.parametrize(("load", "busy"), [(0.4, False), (1.0, False), (4.5, True)])
def test_other_work_on_the_machine_is_admitted(load, busy):
    found = comparison(row(), machine={"cores": 2, "load": load})
    assert ("too long" in times_words(found)) is busy


def test_a_version_that_was_not_in_the_run_is_named():
    found = comparison(row(), row("late/1", together=False))
    assert "but those of late/1 from their publishing" in times_words(found)


@pytest.mark.parametrize(
    "found",
    [
        comparison(row(together=False)),
        comparison(row(together=False), measured_at=None),
    ],
)
def test_without_a_run_the_way_to_one_is_told(found):
    assert "python -m dashboard compare" in times_words(found)
