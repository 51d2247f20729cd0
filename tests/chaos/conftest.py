"""Scenarios in their short form."""

import pytest

from dashboard.chaos.lab import lab
from dashboard.chaos.outcome import Outcome
from dashboard.settings import Settings


@pytest.fixture
def tried(monkeypatch):
    """Runs a scenario a few times; returns its outcomes. Times are noted and not
    judged: two other processes test beside this one."""
    monkeypatch.setattr(
        Outcome, "took", lambda self, took, what: self.seconds.append(took)
    )

    def run(scenario, times, *words):
        with lab(Settings.from_environment(), times, "a test") as place:
            return list(scenario(place, *words))

    return run
