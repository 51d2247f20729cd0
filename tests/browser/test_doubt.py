"""The Doubt page: the dial is moved by keyboard, and the choice stays."""

import pytest
from selenium.webdriver.common.keys import Keys

from dashboard import ids
from dashboard.store import operating_points
from dashboard.store.versions import ModelStore

DIAL = f"#{ids.DOUBT_COVERAGE} [role=slider]"
WORDS, SAVE = f"#{ids.DOUBT_WORDS}", f"#{ids.DOUBT_SAVE}"


@pytest.fixture
def server(workshop):
    return workshop


def test_a_coverage_is_chosen_and_kept(dash_br, workshop):
    dash_br.open("/doubt")
    dash_br.see(WORDS, "At 98.0% coverage")
    assert dash_br.attributes(SAVE, "disabled") == [""]
    dash_br.all(DIAL)[0].send_keys(Keys.ARROW_RIGHT)
    dash_br.see(WORDS, "At 98.1% coverage")
    dash_br.click(SAVE)
    dash_br.see(f"#{ids.DOUBT_MESSAGE}", "98.1% coverage from now on")
    version = ModelStore(workshop.settings.store).resolve()
    assert operating_points.chosen(version).coverage == 0.981
    dash_br.open("/doubt")
    dash_br.see(WORDS, "At 98.1% coverage")
