"""What holds on every page: theme, narrow windows, addresses that nobody meant."""

import pytest
from selenium.webdriver.common.keys import Keys

from dashboard import ids
from tests.browser.visitor import item, items

PAGES = (
    *("/", "/browse", "/confusion", "/history", "/train", "/models"),
    *("/corrections", "/many"),
)
SETTLED = {
    "/": items(ids.PREDICT_SAMPLE),
    "/browse": f"#{ids.BROWSE_COUNT}:not(:empty)",
    "/confusion": f"#{ids.CONFUSION_SCORES} table",
    "/history": f"#{ids.HISTORY_TABLE} table",
    "/train": f"#{ids.TRAIN_RUNS} .hint, #{ids.TRAIN_RUNS} .run",
    "/models": f"#{ids.MODELS_TABLE} table",
    "/corrections": f"#{ids.CORRECTIONS_GRID} > *",
    "/many": f"#{ids.MANY_TABLE} > *",
}
HOSTILE = (
    "?model=../../etc/passwd&true=%00&predicted=%F0%9F%91%A2&outcome=x&low=nan&high=inf"
    "&sort=%3Cscript%3Ealert(1)%3C/script%3E&order=&page=-1&image=99999999999999999999"
    "&measure=x&show=../..,,%00,20260101-000000-cnn-0000",
    "?model=cnn-baseline/99&page=1e309&low=1&high=0&image=%D9%A3&true=10&predicted=-1"
    "&measure=PERCENT&show=cnn-baseline/99&size=999999",
    "?model=a&model=b&true=1&true=2&page=1&page=2&image=1.5&show=a&show=b&measure=a"
    "&measure=b&__proto__=1&constructor=2&self=3&%25=4",
    "?" + "x" * 3000,
    "?=&&&;;%&model",
)


def theme(dash_br) -> str:
    return dash_br.attributes("html", "data-bs-theme")[0]


def test_the_theme_changes_and_stays(dash_br):
    dash_br.open("/")
    first = theme(dash_br)
    ground = "return getComputedStyle(document.body).backgroundColor"
    before = dash_br.driver.execute_script(ground)
    dash_br.click(f"#{ids.SHELL_THEME_BUTTON}")
    other = {"light": "dark", "dark": "light"}[first]
    dash_br.until(lambda: theme(dash_br) == other)
    assert dash_br.driver.execute_script(ground) != before
    dash_br.driver.refresh()
    dash_br.wait_for_element("h1")
    assert theme(dash_br) == other
    dash_br.click(f"#{ids.SHELL_NAVIGATION} a[href='/history']")
    dash_br.see("h1", "How they learned")
    assert theme(dash_br) == other


def test_every_page_is_one_click_away(dash_br):
    dash_br.open("/")
    headings = set()
    for path in PAGES[1:] + PAGES[:1]:
        dash_br.click(f"#{ids.SHELL_NAVIGATION} a[href='{path}']")
        dash_br.wait_for_element(SETTLED[path])
        headings.add(dash_br.text("h1"))
    assert len(headings) == len(PAGES)


def test_the_back_button_leads_back(dash_br):
    dash_br.open("/browse?true=bag")
    dash_br.see(f"#{ids.BROWSE_COUNT}", "1,000 of 10,000")
    dash_br.click(f"#{ids.SHELL_NAVIGATION} a[href='/models']")
    dash_br.wait_for_element(SETTLED["/models"])
    dash_br.driver.back()
    dash_br.see(f"#{ids.BROWSE_COUNT}", "1,000 of 10,000")
    dash_br.wait_for_query("?true=bag")


@pytest.mark.parametrize("path", PAGES)
def test_a_narrow_window_needs_no_sideways_scrolling(dash_br, path):
    dash_br.narrow(390)
    dash_br.open(path)
    dash_br.wait_for_element(SETTLED[path])
    if path == "/":
        dash_br.click(items(ids.PREDICT_SAMPLE))
        dash_br.until(lambda: dash_br.all(".answer .barlayer"))
    width = "return document.documentElement.scrollWidth"
    assert dash_br.driver.execute_script(width) <= 390


def test_details_fit_a_narrow_window(dash_br):
    dash_br.narrow(390)
    dash_br.open("/browse")
    dash_br.click(item(ids.BROWSE_IMAGE, 3))
    dash_br.until(lambda: dash_br.all(".modal .barlayer"))
    wide = "const m = document.querySelector('.modal'); return m.scrollWidth"
    assert dash_br.driver.execute_script(wide) <= 390


@pytest.mark.parametrize("path", PAGES)
def test_no_address_breaks_a_page(dash_br, path):
    for query in HOSTILE:
        dash_br.open(path + query)
        dash_br.wait_for_element(SETTLED[path])
        assert not dash_br.all(".toast"), (query, dash_br.text(".toast"))


def test_an_unknown_page_says_so(dash_br):
    dash_br.open("/nothing-here")
    dash_br.see("h1", "404")
    assert dash_br.all(f"#{ids.SHELL_NAVIGATION} a[href='/']")
    dash_br.click("main a[href='/']")
    dash_br.see("h1", "What is this?")


def test_the_keyboard_finds_a_way_past_the_menu(dash_br):
    dash_br.open("/browse")
    dash_br.driver.find_element("tag name", "body").send_keys(Keys.TAB)
    [skip] = dash_br.all("a[href='#content']")
    assert dash_br.driver.switch_to.active_element == skip
    assert skip.size["width"] > 50
    dash_br.driver.switch_to.active_element.send_keys(Keys.TAB, Keys.ENTER)
    dash_br.see("h1", "What is this?")
