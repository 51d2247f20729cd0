"""The Doubt page: the dial is moved by keyboard, and the choice stays."""

import pytest
from selenium.webdriver.common.keys import Keys

from dashboard import ids
from dashboard.store import operating_points
from dashboard.store.versions import ModelStore
from tests.browser.server import AppServer
from tests.shipped import copied_store, settings_in

DIAL = f"#{ids.DOUBT_COVERAGE} [role=slider]"
WORDS, SAVE = f"#{ids.DOUBT_WORDS}", f"#{ids.DOUBT_SAVE}"


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory, data_folder, dataset):
    """A server of its own, as the choice changes its store."""
    home = tmp_path_factory.mktemp("doubt")
    store = copied_store(home / "store")
    app = AppServer(settings_in(home, store, data_folder), home / "log.txt")
    yield app.start(), store
    app.stop()


@pytest.fixture
def server(doubtful):
    return doubtful[0]


def test_a_coverage_is_chosen_and_kept(dash_br, doubtful):
    root = getattr(doubtful[1], "root", doubtful[1])
    dash_br.open("/doubt")
    dash_br.see(WORDS, "At 98.0% coverage")
    assert dash_br.attributes(SAVE, "disabled") == [""]
    dash_br.all(DIAL)[0].send_keys(Keys.ARROW_RIGHT)
    dash_br.see(WORDS, "At 98.1% coverage")
    dash_br.click(SAVE)
    dash_br.see(f"#{ids.DOUBT_MESSAGE}", "98.1% coverage from now on")
    version = ModelStore(root).resolve()
    assert operating_points.chosen(version).coverage == 0.981
    dash_br.open("/doubt")
    dash_br.see(WORDS, "At 98.1% coverage")
