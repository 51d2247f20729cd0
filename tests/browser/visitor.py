"""dash[testing]'s browser with the words that the journeys need."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dash.testing.browser import Browser
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select

from tests.browser.server import AppServer

PATIENCE = 30  # seconds; a training may be using both cores


class Visitor(Browser):
    """A browser that visits one server at a time."""

    server: AppServer

    def __init__(self, **options):
        super().__init__(browser="Chrome", headless=True, percy_run=False, **options)
        # an implicit wait would make every look for what is absent slow
        self.driver.implicitly_wait(0)
        self.wait_timeout = PATIENCE

    def begin(self, server: AppServer) -> None:
        """Visit `server` as somebody who never was there."""
        self.server = server
        self._url = server.url
        self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        where = {"origin": server.url, "storageTypes": "local_storage,session_storage"}
        self.driver.execute_cdp_cmd("Storage.clearDataForOrigin", where)

    def leave(self) -> None:
        """Close every page but an empty one, and forget what it logged."""
        for handle in self.driver.window_handles[1:]:
            self.driver.switch_to.window(handle)
            self.driver.close()
        self.driver.switch_to.window(self.driver.window_handles[0])
        self.driver.get("about:blank")
        self.driver.get_log("browser")

    def open(self, path: str) -> None:
        """Load a page and wait for its heading."""
        self.driver.get(self.server.url + path)
        self.wait_for_element("h1")

    def narrow(self, width: int, height: int = 844) -> None:
        """Look through a window of this size, smaller than Chromium's smallest."""
        size = {"width": width, "height": height}
        other = {"deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size | other)

    def until(self, condition: Callable[[], Any], seconds: float = PATIENCE) -> Any:
        """The first true value of `condition`, which may look at elements."""

        def look(_):
            try:
                return condition()
            except StaleElementReferenceException:
                return None  # a callback replaced it between two looks

        def seen(_):
            page = f"{self.driver.current_url}\n{self.text('body')}"
            return f"not within {seconds:g} s on {page}"

        return self._wait_for(look, seconds, seen)

    def all(self, selector: str) -> list[WebElement]:
        """The elements of a selector as they are now."""
        return self.find_elements(selector)

    def text(self, selector: str) -> str:
        """The text of all elements of a selector, "" for none."""
        return "\n".join(self.texts(selector))

    def texts(self, selector: str) -> list[str]:
        """The text of each element, read in one go between two renderings."""
        words = "return [...document.querySelectorAll(arguments[0])].map(e => "
        return self.driver.execute_script(
            words + "e instanceof SVGElement ? e.textContent : e.innerText)", selector
        )

    def attributes(self, selector: str, *names: str) -> list:
        """The attribute of each element, or a list where several are named, read in
        one go between two renderings."""
        words = "return [...document.querySelectorAll(arguments[0])].map(e => "
        found = self.driver.execute_script(
            words + "arguments[1].map(name => e.getAttribute(name)))", selector, names
        )
        return found if len(names) > 1 else [value for (value,) in found]

    def see(self, selector: str, words: str, seconds: float = PATIENCE) -> None:
        """Wait until the elements of a selector say `words`."""
        self.until(lambda: words in self.text(selector), seconds)

    def click(self, selector: str) -> None:
        """Click the first element of a selector, also one that is drawn again often."""

        def clicked() -> bool:
            script = "arguments[0].scrollIntoView({block: 'center'})"
            for element in self.all(selector)[:1]:
                self.driver.execute_script(script, element)
                element.click()
                return True
            return False

        self.until(clicked)

    def choose(self, component: str, value: str) -> None:
        """Choose from a list by value once the list offers it."""
        self.wait_for_element(f"#{component} option[value='{value}']")
        Select(self.all(f"#{component}")[0]).select_by_value(value)

    def chosen(self, component: str) -> str:
        """The value of a list or field."""
        return self.all(f"#{component}")[0].get_property("value")

    def fill(self, selector: str, value: str) -> None:
        """Type into a field in the place of what it holds."""
        self.wait_for_element(selector)
        self.all(selector)[0].send_keys(Keys.CONTROL, "a", Keys.NULL, value)

    def upload(self, component: str, *files: Path) -> None:
        """Choose files in a `dcc.Upload`."""
        selector = f"#{component} input[type=file]"
        # hidden on purpose, so no wait for it to be visible
        field = self.until(lambda: self.all(selector))[0]
        # chromedriver adds to what was chosen before, a person's choice replaces it
        self.driver.execute_script("arguments[0].value = ''", field)
        field.send_keys("\n".join(map(str, files)))

    def query(self) -> str:
        """The address from its "?" on."""
        return self.driver.execute_script("return location.search")

    def wait_for_query(self, query: str) -> None:
        """Wait for an address; it follows what the page shows with a short delay."""
        self.until(lambda: self.query() == query)

    def loaded(self, selector: str) -> bool:
        """Whether there are pictures of this selector and all of them arrived."""
        return self.driver.execute_script(
            "const found = [...document.querySelectorAll(arguments[0])];"
            "return found.length > 0 && found.every(i => i.naturalWidth > 0)",
            selector,
        )

    def complaints(self) -> list[str]:
        """Errors in the console since the last look, broken policies among them."""
        return [entry["message"] for entry in self.get_logs()]


def item(kind: str, index: Any) -> str:
    """The selector of a component with a pattern id."""
    text = json.dumps({"index": index, "type": kind}, separators=(",", ":"))
    return f"[id='{text}']"


def items(kind: str) -> str:
    """The selector of all components of a pattern id's type."""
    return f"""[id*='"type":"{kind}"']"""
