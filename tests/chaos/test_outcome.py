"""What counts as kept."""

import pytest

from dashboard.chaos.outcome import Outcome, demand
from dashboard.errors import StoreError


@pytest.fixture
def outcome():
    return Outcome("It holds", "trials", limit=2.0)


def test_a_promise_without_a_trial_is_not_kept(outcome):
    assert not outcome.kept
    with outcome.trial():
        pass
    assert outcome.kept


def test_what_a_trial_raises_breaks_the_promise_and_the_next_one_runs(outcome):
    with outcome.trial():
        demand(False, "not so")
    with outcome.trial():
        raise StoreError("damaged")
    assert (outcome.tried, outcome.broken) == (2, ["not so", "damaged"])
    assert not outcome.kept


def test_a_defect_of_chaos_itself_is_no_broken_promise(outcome):
    with pytest.raises(ZeroDivisionError):
        with outcome.trial():
            raise ZeroDivisionError


def test_a_time_over_the_limit_breaks_it_and_the_worst_is_kept(outcome):
    for seconds in (1.0, 2.5):
        with outcome.trial():
            outcome.took(seconds, "ready")
    assert outcome.broken == ["ready: 2.5 s, more than 2.0 s"]
    assert outcome.worst == 2.5
    assert outcome.to_json()["kept"] is False
