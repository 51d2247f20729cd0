"""Scenarios in their short form."""

import pytest

from dashboard.chaos.lab import lab
from dashboard.settings import Settings


@pytest.fixture
def tried():
    """Runs a scenario a few times; returns its outcomes."""

    def run(scenario, times, *words):
        with lab(Settings.from_environment(), times, "a test") as place:
            return list(scenario(place, *words))

    return run
