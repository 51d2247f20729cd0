"""A fresh store that gets real, tiny versions."""

import pytest

from dashboard.store.versions import ModelStore
from tests import tiny


@pytest.fixture
def store(tmp_path):
    return ModelStore(tmp_path / "store")


@pytest.fixture
def publish(store):
    """Publishes a tiny version under a name, with changes of `tiny.fill`."""

    def one(name="tiny", **changes):
        return store.publish(name, lambda folder: tiny.fill(folder, **changes))

    return one


@pytest.fixture
def publish_colour(store):
    """As `publish`, for a version that sees photographs."""

    def one(name="photographs", **changes):
        return store.publish(name, lambda folder: tiny.fill_colour(folder, **changes))

    return one
