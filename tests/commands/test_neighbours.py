"""`neighbours` computes what the Predict page shows."""

import numpy as np
import pytest

from dashboard.__main__ import main
from dashboard.serving.neighbours import Neighbours
from dashboard.store.versions import ModelStore
from tests import tiny


@pytest.fixture
def environment(settings, monkeypatch):
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)


def test_a_version_has_neighbours_afterwards(settings, environment, capsys):
    version = ModelStore(settings.store).publish("tiny", tiny.fill)
    known = Neighbours(settings)
    assert known.of(version, np.ones(10, np.float32)) is None
    assert main(["neighbours", "--model", "tiny/1"]) == 0
    assert known.of(version, np.ones(10, np.float32))
    printed = capsys.readouterr().out
    assert "5,000 of 5,000 images" in printed
    assert "tiny/1: ready" in printed


def test_an_unknown_version_is_refused_in_words(environment, capsys):
    assert main(["neighbours", "--model", "nobody/3"]) == 1
    assert "nobody/3" in capsys.readouterr().err
