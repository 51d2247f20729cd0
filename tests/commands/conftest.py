"""The command line on temporary settings, with tiny versions to answer for it."""

import pytest

from dashboard.__main__ import main
from dashboard.store.versions import ModelStore
from tests import tiny


@pytest.fixture
def command(settings, monkeypatch, capsys):
    """Runs `python -m dashboard WORDS`; returns (status, output, error output)."""
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)

    def call(*words):
        status = main([str(word) for word in words])
        return (status, *capsys.readouterr())

    return call


@pytest.fixture
def store(settings):
    return ModelStore(settings.store)


@pytest.fixture
def publish(store):
    """Publishes a tiny version under a name, with changes of `tiny.fill`."""

    def one(name="tiny", **changes):
        return store.publish(name, lambda folder: tiny.fill(folder, **changes))

    return one
