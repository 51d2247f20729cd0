"""What every room's tests share: one profile for property tests, the real dataset, and
settings that write to temporary folders only."""

import hypothesis
import pytest

from dashboard.data import fashion_mnist, sources
from dashboard.settings import Settings

# no time limit per example: the machine may be training; the same examples each time,
# so that a red build stays red
hypothesis.settings.register_profile("patient", deadline=None, derandomize=True)
hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session")
def data_folder():
    """The folder with the four verified files."""
    return sources.find(Settings.from_environment())


@pytest.fixture(scope="session")
def dataset():
    """The real dataset; its arrays are decoded at most once on this machine."""
    return fashion_mnist.load(Settings.from_environment())


@pytest.fixture
def settings(tmp_path, data_folder, dataset):
    """Temporary store, runs and cache; the dataset's decoded arrays are shared."""
    cache = tmp_path / "cache"
    cache.mkdir()
    shared = Settings.from_environment().cache / "arrays"
    (cache / "arrays").symlink_to(shared)
    return Settings(
        data=data_folder, store=tmp_path / "store", runs=tmp_path / "runs", cache=cache
    )
