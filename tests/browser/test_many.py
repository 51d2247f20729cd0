"""A person sends many pictures at once, looks through the answers, takes them away."""

import csv
import io
import urllib.request
import zipfile

import numpy as np
import pytest
from PIL import Image

from dashboard import ids
from dashboard.data.uploads import MAX_BYTES
from tests.browser.visitor import item

ROWS = f"#{ids.MANY_TABLE} tbody tr"
NAMES = f"{ROWS} th"
COUNT = f"#{ids.MANY_COUNT}"
WORDS = f"#{ids.MANY_WORDS}"


@pytest.fixture
def pictures(tmp_path, dataset):
    """Makes PNGs of so many test images in a folder."""

    def make(count, folder="."):
        (tmp_path / folder).mkdir(exist_ok=True)
        paths = [tmp_path / folder / f"{row:02d}.png" for row in range(count)]
        for row, path in enumerate(paths):
            Image.fromarray(np.asarray(dataset.test_images[row])).save(path)
        return paths

    return make


def choose(page, kind, *files):
    """Choose files where a click on a button would open the browser's window."""
    field = page.until(lambda: page.all(f"#{kind}-input"))[0]
    field.send_keys("\n".join(map(str, files)))


def zipped(path, pictures):
    with zipfile.ZipFile(path, "w") as made:
        for picture in pictures:
            made.write(picture, picture.name)
    return path


def finished(page, words):
    page.see(COUNT, words)
    page.until(lambda: page.all(f"#{ids.MANY_SENDING}[hidden]"))


@pytest.fixture
def page(dash_br):
    dash_br.open("/many")
    dash_br.see(f"#{ids.MANY_TABLE} .hint", "Choose pictures")
    return dash_br


@pytest.fixture
def answered(page, pictures, tmp_path):
    """The page with twenty answers and the sentences of two bad files."""
    notes, large = tmp_path / "notes.txt", tmp_path / "large.png"
    notes.write_text("a list of garments")
    large.write_bytes(bytes(MAX_BYTES + 1))
    choose(page, ids.MANY_FILES, notes, *pictures(20), large)
    finished(page, "22 files, 2 could not be read")
    return page


def test_every_file_has_a_row_and_a_bad_one_its_sentence(answered):
    names = answered.texts(NAMES)
    assert names == ["notes.txt", *(f"{row:02d}.png" for row in range(20)), "large.png"]
    first, *_, last = answered.texts(ROWS)
    assert "not a picture" in first
    assert "up to 8 MiB" in last
    answered.until(lambda: answered.loaded(f"{ROWS} img"))
    assert len(answered.all(f"{ROWS} img")) == 20


def test_the_bar_counts_what_is_answered(page, pictures):
    page.driver.execute_script(
        """const bar = document.getElementById(arguments[0]), seen = window.seen = [];
        new MutationObserver(() => seen.push(bar.textContent)).observe(
          bar, {childList: true, characterData: true, subtree: true});""",
        ids.MANY_WORDS,
    )
    choose(page, ids.MANY_FILES, *pictures(20))
    finished(page, "20 files")
    seen = page.driver.execute_script("return window.seen")
    assert [text for text in seen if text in ("8 of 20 answered", "16 of 20 answered")]
    assert seen[-1] == "20 of 20 answered"


def test_sorting_by_keyboard_and_filtering_stay_after_a_reload(answered):
    heading = item(ids.MANY_SORT, "confidence")
    answered.click(heading)
    answered.until(lambda: answered.all("th[aria-sort=ascending] " + heading))
    answered.driver.switch_to.active_element.send_keys("\n")
    answered.until(lambda: answered.all("th[aria-sort=descending] " + heading))
    answered.fill(f"#{ids.MANY_TEXT}", ".png")
    answered.choose(ids.MANY_VERDICT, "sure")
    answered.until(lambda: "verdict=sure" in answered.query())
    answered.until(lambda: "text=.png" in answered.query())
    answered.see(COUNT, " of 22 files")
    before, address = answered.texts(ROWS), answered.query()
    assert 2 < len(before) < 20
    titles = [float(t) for t in answered.attributes(f"{ROWS} td.number", "title")]
    assert titles == sorted(titles, reverse=True)
    answered.driver.refresh()
    answered.until(lambda: answered.texts(ROWS) == before)
    answered.wait_for_query(address)
    assert answered.chosen(ids.MANY_TEXT) == ".png"


def test_the_csv_is_what_is_shown(answered):
    answered.fill(f"#{ids.MANY_TEXT}", "1")
    answered.see(COUNT, "11 of 22 files")
    [href] = answered.attributes(f"#{ids.MANY_CSV}", "href")
    with urllib.request.urlopen(answered.server.url + href) as answer:
        rows = list(csv.DictReader(io.StringIO(answer.read().decode(), "")))
    assert [row["file"] for row in rows] == answered.texts(NAMES)
    shown = answered.attributes(f"{ROWS} td.number", "title")
    assert [row["confidence"] for row in rows] == shown


def test_a_zip_and_a_folder_are_opened(page, pictures, tmp_path):
    archive = tmp_path / "summer.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for path in pictures(11, "inside"):
            made.write(path, f"summer/{path.name}")
    choose(page, ids.MANY_FILES, archive)
    finished(page, "11 files")
    assert page.texts(NAMES)[0] == "summer/00.png"
    first = page.query()
    choose(page, ids.MANY_FOLDER, pictures(3, "folder")[0].parent)
    finished(page, "3 files")
    assert page.texts(NAMES) == [f"folder/{row:02d}.png" for row in range(3)]
    assert page.query() != first


def test_a_folder_that_is_dropped_is_opened(page, pictures):
    folder = pictures(2, "dropped")[0].parent
    pictures(1, "dropped/inner")
    box = page.all(f"#{ids.MANY_DROP}")[0].rect
    held = {
        "x": box["x"] + 20,
        "y": box["y"] + 20,
        "data": {"items": [], "files": [str(folder)], "dragOperationsMask": 1},
    }
    for kind in ("dragEnter", "dragOver", "drop"):
        page.driver.execute_cdp_cmd("Input.dispatchDragEvent", {"type": kind, **held})
    finished(page, "3 files")
    names = ["dropped/00.png", "dropped/01.png", "dropped/inner/00.png"]
    assert page.texts(NAMES) == names


def test_too_many_files_are_refused_before_any_is_sent(page):
    page.driver.execute_script(
        """const file = new File(["x"], "a.png");
        window.dash_clientside.many.send(Array(1001).fill({file: file, path: "a.png"}));
        """
    )
    page.see(WORDS, "At most 1,000 pictures at a time")
    assert page.query() == ""
    # the browser itself reports every answer that is none
    assert len(page.complaints()) == 1


def test_stopping_leaves_what_can_be_gone_on_with(page, pictures, tmp_path):
    archive = zipped(tmp_path / "summer.zip", pictures(60, "inside"))
    # as soon as there is a button, before a portion can be done
    page.driver.execute_script(
        """const bar = document.getElementById(arguments[0]);
        const stop = document.getElementById(arguments[1]);
        new MutationObserver(() => bar.textContent.startsWith("8 of") && stop.click())
          .observe(bar, {childList: true, characterData: true, subtree: true});""",
        ids.MANY_WORDS,
        ids.MANY_STOP,
    )
    choose(page, ids.MANY_FILES, archive)
    page.see(f"#{ids.MANY_LEFT}", "files of a zip wait")
    page.driver.refresh()
    page.see(f"#{ids.MANY_LEFT}", "files of a zip wait")
    page.click(f"#{ids.MANY_GO_ON}")
    finished(page, "60 files")
    page.until(lambda: page.all(f"#{ids.MANY_LEFT}[hidden]"))


@pytest.mark.parametrize("way", ["menu", "back"])
def test_leaving_in_the_middle_and_coming_back_loses_nothing(
    page, pictures, tmp_path, way
):
    # portions wait until the test lets them go
    page.driver.execute_script(
        """const real = window.fetch;
        const gate = new Promise((open) => { window.openGate = open; });
        window.fetch = async (path, options) => {
          await (String(path).includes("/next") && gate);
          return real(path, options);
        };"""
    )
    archive = zipped(tmp_path / "summer.zip", pictures(20, "inside"))
    choose(page, ids.MANY_FILES, archive)
    page.see(WORDS, "0 of 20 answered")
    page.until(lambda: "batch=" in page.query())
    page.click(f"#{ids.SHELL_NAVIGATION} a[href='/models']")
    page.see("h1", "Published versions")
    assert page.query() == ""
    if way == "menu":
        page.click(f"#{ids.SHELL_NAVIGATION} a[href='/many']")
    else:
        page.driver.back()
    page.see(WORDS, "0 of 20 answered")
    page.until(lambda: "batch=" in page.query())
    page.until(lambda: page.all(f"#{ids.MANY_LEFT}[hidden]"))
    choose(page, ids.MANY_FILES, *pictures(1))
    page.see(WORDS, "still being answered")
    page.driver.execute_script("window.openGate()")
    finished(page, "20 files")
    assert len(page.texts(ROWS)) == 20


def test_an_address_of_old_pictures_says_so(dash_br):
    dash_br.open(f"/many?batch={'0' * 24}")
    dash_br.see(f"#{ids.MANY_TABLE} .hint", "no longer kept")


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(answered, width):
    if width < 500:
        answered.narrow(width)
    answered.until(lambda: answered.loaded(f"{ROWS} img"))
    wide = "return document.documentElement.scrollWidth"
    assert answered.driver.execute_script(wide) <= width
