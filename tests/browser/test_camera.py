"""A photograph taken on the Predict page goes the way of an uploaded picture."""

import pytest
from PIL import Image

from dashboard import ids
from tests.browser.visitor import items

BUTTON = f"#{ids.PREDICT_CAMERA}"
FIELD = f"{BUTTON}-input"


@pytest.fixture
def page(dash_br):
    dash_br.open("/")
    dash_br.until(lambda: dash_br.all(items(ids.PREDICT_SAMPLE)))
    return dash_br


def test_a_photograph_is_answered(page, tmp_path):
    taken = tmp_path / "taken.jpg"
    Image.new("RGB", (120, 160), "teal").save(taken)
    assert page.attributes(FIELD, "capture") == ["environment"]
    page.all(FIELD)[0].send_keys(str(taken))
    page.see(f"#{ids.PREDICT_ANSWERS} .answer", "taken.jpg")
    # another one by the same name
    page.all(FIELD)[0].send_keys(str(taken))
    page.see(f"#{ids.PREDICT_ANSWERS} .answer", "taken.jpg")


def test_the_button_is_for_devices_that_are_touched(page):
    assert not page.all(BUTTON)[0].is_displayed()
    touch = "Emulation.setTouchEmulationEnabled"
    page.driver.execute_cdp_cmd(touch, {"enabled": True})
    try:
        page.until(lambda: page.all(BUTTON)[0].is_displayed())
    finally:
        page.driver.execute_cdp_cmd(touch, {"enabled": False})
