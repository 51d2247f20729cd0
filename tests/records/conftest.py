import pytest

from dashboard.records import curves
from dashboard.records.collect import records
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore


@pytest.fixture
def settings(tmp_path):
    settings = Settings(runs=tmp_path / "runs", store=tmp_path / "store")
    settings.runs.mkdir()
    return settings


@pytest.fixture
def store(settings):
    return ModelStore(settings.store)


@pytest.fixture
def collected(settings, store):
    """What the History page knows now."""
    return lambda: records(settings, store)


@pytest.fixture
def drawn(settings, collected):
    """The series of all that is known now."""
    return lambda x="epoch", band="each": curves.series(settings, collected(), x, band)
