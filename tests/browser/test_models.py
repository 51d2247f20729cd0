"""A person compares versions and picks one."""

import pytest
from selenium.webdriver.common.keys import Keys

from dashboard import ids
from tests.browser.visitor import item
from tests.shipped import NAME

REFS = f"#{ids.MODELS_TABLE} tbody th"


def heading(key: str) -> str:
    return item(ids.MODELS_SORT, key)


@pytest.fixture
def models(dash_br):
    dash_br.open("/models")
    dash_br.wait_for_element(f"#{ids.MODELS_TABLE} table")
    return dash_br


def names(models) -> list[str]:
    return [text.split()[0] for text in models.texts(REFS)]


def test_the_keyboard_sorts_and_stays_where_it_was(models):
    models.wait_for_element(heading("version"))
    models.all(heading("version"))[0].send_keys(Keys.ENTER)
    models.until(lambda: names(models) == [f"{NAME}/1", f"{NAME}/2"])
    order = f"#{ids.MODELS_TABLE} th[aria-sort=ascending]"
    models.see(order, "Version")
    focused = "return document.activeElement.id"
    models.until(lambda: ids.MODELS_SORT in models.driver.execute_script(focused))
    models.driver.switch_to.active_element.send_keys(Keys.SPACE)
    models.until(lambda: names(models) == [f"{NAME}/2", f"{NAME}/1"])


def test_each_version_is_told_against_the_champion(models):
    models.see(f"#{ids.MODELS_TABLE}", "is the champion")
    models.see(f"#{ids.MODELS_TABLE}", "no difference shown: equal, p = 1.00")


def test_a_card_opens_over_the_page_and_has_a_cross(models):
    models.click(item(ids.MODELS_OPEN, f"{NAME}/1"))
    models.see(".modal-body", NAME)
    models.click(".modal .btn-close")
    models.until(lambda: not models.all(".modal"))


def test_the_picture_follows_the_axis_chosen(models):
    title = f"#{ids.MODELS_TRADEOFF} .xtitle"
    models.see(title, "Milliseconds for one image")
    models.until(lambda: len(models.all(f"#{ids.MODELS_TRADEOFF} .errorbar")) == 2)
    models.click(f"#{ids.MODELS_AXIS} input[value=parameters]")
    models.see(title, "Parameters")


def test_published_figures_have_their_sources(models):
    links = models.attributes("section a[target=_blank]", "href")
    assert "https://github.com/zalandoresearch/fashion-mnist" in links
    models.see("section", "other conditions")
