"""One browser and one server for all journeys; every test ends with a look at what
either of them complained about."""

from contextlib import contextmanager

import pytest
from selenium.webdriver.chrome.options import Options

from dashboard.store import aliases, predictions
from dashboard.store.versions import ModelStore
from tests.browser.server import AppServer
from tests.browser.visitor import Visitor
from tests.shipped import NAME, copied_store, settings_in

FLAGS = (
    "--window-size=1280,1000",
    "--force-device-scale-factor=1",
    "--force-prefers-reduced-motion",
    "--lang=en-US",
    # nothing but the page itself may reach for the network
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
)


def pytest_setup_options():
    """Chromium's options, asked for by dash[testing]."""
    options = Options()
    for flag in FLAGS:
        options.add_argument(flag)
    return options


def pytest_collection_modifyitems(items):
    here = __package__
    for item in items:
        if item.module.__package__ == here:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium(request):
    options = request.config.hook.pytest_setup_options()
    with Visitor(options=options) as visitor:
        yield visitor


@pytest.fixture
def server(site):
    """The server that a test visits; a module may put another one in its place."""
    return site


@contextmanager
def visit(chromium, server):
    """A visit of somebody new, which must leave no complaint behind."""
    chromium.begin(server)
    printed = len(server.log())
    yield chromium
    complaints, log = chromium.complaints(), server.log()[printed:]
    chromium.leave()
    assert complaints == []
    assert "Traceback" not in log, log


@pytest.fixture
def dash_br(chromium, server):
    """dash[testing]'s fixture by its name, so that a failure leaves a picture."""
    with visit(chromium, server) as visitor:
        yield visitor


@pytest.fixture(scope="session")
def home(tmp_path_factory, data_folder, dataset):
    """Settings of a server that only answers: two versions, the first is champion."""
    folder = tmp_path_factory.mktemp("site")
    store = copied_store(folder / "store", 2)
    aliases.promote(store.root, NAME, 1, by="a test", reason="it was first")
    return settings_in(folder, store, data_folder)


@pytest.fixture(scope="session")
def site(home, tmp_path_factory):
    """The server that most journeys visit."""
    app = AppServer(home, tmp_path_factory.mktemp("log") / "log.txt")
    yield app.start()
    app.stop()


@pytest.fixture(scope="module")
def workshop(tmp_path_factory, data_folder, dataset):
    """A server of its own for a module that changes what is stored; one version is
    in its store."""
    home = tmp_path_factory.mktemp("workshop")
    store = copied_store(home / "store")
    app = AppServer(settings_in(home, store, data_folder), home / "log.txt")
    yield app.start()
    app.stop()


@pytest.fixture(scope="session")
def probabilities(home):
    """What the first version said about the 10,000 test images."""
    version = ModelStore(home.store).get(NAME, 1)
    return predictions.load(version).test_probabilities
