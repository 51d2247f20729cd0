"""What every room's tests share: how they are spread over processes, one profile for
property tests, the real dataset, and settings that write to temporary folders only."""

import json
import subprocess
import sys

import hypothesis
import pytest
from xdist.scheduler import LoadFileScheduling

from dashboard.data import fashion_mnist, sources
from dashboard.settings import ROOT, Settings

# no time limit per example: the machine may be training; the same examples each time,
# so that a red build stays red
hypothesis.settings.register_profile("patient", deadline=None, derandomize=True)
hypothesis.settings.load_profile("patient")

# each is done by one process: its files share TensorFlow and networks, which take tens
# of seconds of a core to set up
NETWORKS = ("tests/ml/photos/", "tests/ml/")


class Distribution(LoadFileScheduling):
    """A file to a process, as `--dist loadfile`, but each of NETWORKS as one piece."""

    def _split_scope(self, nodeid):
        rooms = (room for room in NETWORKS if nodeid.startswith(room))
        return next(rooms, super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config, log):
    return Distribution(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_modifyitems(items):
    """The longest pieces first: they compute while others wait for servers, and do not
    end last."""
    items.sort(key=lambda item: not item.nodeid.startswith(NETWORKS))


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
    """Temporary folders; the dataset's decoded arrays are shared."""
    cache = tmp_path / "cache"
    cache.mkdir()
    shared = Settings.from_environment().cache / "arrays"
    (cache / "arrays").symlink_to(shared)
    return Settings(
        data=data_folder,
        store=tmp_path / "store",
        runs=tmp_path / "runs",
        cache=cache,
        corrections=tmp_path / "corrections",
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """What `app.create_app` made on an empty store, see tests/app_facts.py."""
    folder = tmp_path_factory.mktemp("app")
    settings = Settings(
        store=folder / "store", runs=folder / "runs", cache=folder / "cache"
    )
    answer = subprocess.run(
        [sys.executable, "-m", "tests.app_facts"],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", **settings.environment()},
        capture_output=True,
        text=True,
    )
    assert (answer.returncode, answer.stderr) == (0, "")
    return json.loads(answer.stdout)
