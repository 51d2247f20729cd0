"""`pictures`: the real pages in headless Chromium, as docs/pictures shows them."""

import os
import subprocess
import sys
import urllib.request
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import SetupError
from dashboard.settings import ROOT, Settings

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
)
WIDE, NARROW = (1280, 900), (390, 844)
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Shot:
    """One picture: where, what to click, and what must be there before it is taken."""

    name: str
    path: str
    click: str | None
    ready: str


SHOTS = (
    Shot("predict", "/", ".strip button:nth-child(9)", ".answer .js-plotly-plot"),
    Shot("browse", "/browse?outcome=wrong&sort=loss", None, ".grid .tile"),
    Shot("confusion", "/confusion?true=shirt&predicted=t-shirt", None, ".grid .tile"),
    Shot("doubt", "/doubt", None, "#doubt-reliability .bars"),
    Shot("many", "/many", None, "h1"),
    Shot("history", "/history", None, "#history-graph .js-plotly-plot .legend"),
    Shot("train", "/train", None, "#train-runs > *"),
    Shot("studies", "/studies", None, "#studies-settings .study-row"),
    Shot("models", "/models", None, "#models-tradeoff .errorbar"),
)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--port", type=int, default=8059)


def run(settings: Settings, args: Namespace) -> int:
    """Take every page wide and narrow, light and dark."""
    args.folder.mkdir(parents=True, exist_ok=True)
    with served(settings, args.port) as address:
        for kind, size, theme in (
            ("light", WIDE, "light"),
            ("dark", WIDE, "dark"),
            ("narrow", NARROW, "light"),
            ("narrow-dark", NARROW, "dark"),
        ):
            with browser(size) as driver:
                for shot in SHOTS:
                    target = args.folder / f"{shot.name}-{kind}.png"
                    take(driver, address, shot, theme, size, target)
                    print(target)
    return 0


@contextmanager
def served(settings: Settings, port: int) -> Iterator[str]:
    """A real server for the length of the block; yields its address."""
    environment = {**os.environ, **settings.environment(), "PORT": str(port)}
    command = [sys.executable, "app.py"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            if "serves" not in server.stdout.readline():
                raise SetupError(
                    f"Expected a server on {address}. Received: it ended at once. "
                    "Choose another --port."
                )
            urllib.request.urlopen(f"{address}/livez", timeout=PATIENCE_SECONDS).read()
            yield address
        finally:
            server.terminate()


@contextmanager
def browser(size: tuple[int, int]) -> Iterator:
    """Headless Chromium by Debian's driver.

    Raises:
        SetupError: selenium or Chromium is not installed.
    """
    try:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
    except ImportError as error:
        raise SetupError(
            "Expected selenium to be installed. Received: it is not. "
            "Run `make test` once; it installs what tests need."
        ) from error
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--window-size={size[0]},{size[1]}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    try:
        yield driver
    finally:
        driver.quit()


def take(driver, address: str, shot: Shot, theme: str, size, target: Path) -> None:
    """Open a page in a theme, wait until it is drawn, and save it whole."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    def there(selector: str):
        return lambda d: d.find_elements(By.CSS_SELECTOR, selector)

    driver.set_window_size(*size)
    driver.get(f"{address}/livez")
    driver.execute_script("localStorage.setItem('lookbook-theme', arguments[0])", theme)
    driver.get(f"{address}{shot.path}")
    wait = WebDriverWait(driver, PATIENCE_SECONDS)
    if shot.click:
        wait.until(there(shot.click))[0].click()
    wait.until(there(shot.ready))
    wait.until(lambda d: d.execute_script(DRAWN))
    height = driver.execute_script("return document.body.scrollHeight")
    driver.set_window_size(size[0], min(1600, max(size[1], height)))
    driver.save_screenshot(str(target))


DRAWN = """
return Array.from(document.images).every((image) => image.complete)
    && !document.querySelector("[data-dash-is-loading=true]");
"""
