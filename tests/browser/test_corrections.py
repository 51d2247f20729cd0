"""A person looks through what they corrected, changes their mind, and takes it away."""

import urllib.request
import zipfile
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from dashboard import ids
from dashboard.corrections.folder import Corrections
from tests.browser.visitor import item
from tests.corrections.conftest import FACTS, pixels

CARDS = f"#{ids.CORRECTIONS_GRID} .correction"
COUNT = f"#{ids.CORRECTIONS_COUNT}"
HINT = f"#{ids.CORRECTIONS_GRID} .hint"


@pytest.fixture
def server(workshop):
    return workshop


@pytest.fixture
def kept(workshop):
    """Two coats and a bag, and nothing of the test before."""
    kept = Corrections(workshop.settings.corrections)
    for entry in kept.list().entries:
        kept.delete(entry.id)
    for number, label in ((1, "Coat"), (2, "Coat"), (3, "Bag")):
        original = Image.new("RGB", (90, 60 * number), "teal")
        kept.save(original, pixels(number), **FACTS | {"label": label})
    return kept


@pytest.fixture
def page(dash_br, kept):
    dash_br.open("/corrections")
    dash_br.until(lambda: len(dash_br.all(CARDS)) == 3)
    return dash_br


def label_of(entry) -> str:
    return item(ids.CORRECTIONS_LABEL, entry.id)


def test_every_correction_is_shown_with_both_pictures(page):
    page.until(lambda: page.loaded(f"{CARDS} img"))
    assert len(page.all(f"{CARDS} img")) == 6
    page.see(COUNT, "3 corrections")
    page.see(CARDS, "shoes/3 said Pullover")


def test_a_label_narrows_the_list(page):
    page.choose(ids.CORRECTIONS_FILTER, "Bag")
    page.until(lambda: len(page.all(CARDS)) == 1)
    page.choose(ids.CORRECTIONS_FILTER, "Sandal")
    page.see(HINT, "None of your corrections has this label")


def test_the_keyboard_changes_a_label_and_stays_where_it_was(page, kept):
    [bag] = [e for e in kept.list().entries if e.label == "Bag"]
    page.all(label_of(bag))[0].send_keys("None of")
    page.see(COUNT, "1 none of the ten")
    assert kept.get(bag.id).label == "None of the ten"
    assert bag.id in page.driver.execute_script("return document.activeElement.id")


def test_deleting_asks_first(page, kept):
    entry = kept.list().entries[0]
    delete = item(ids.CORRECTIONS_DELETE, entry.id)
    page.wait_for_element(delete)
    page.all(delete)[0].send_keys(Keys.ENTER)
    page.see(f"#{ids.CORRECTIONS_CONFIRM_BODY}", "for good")
    page.click(f"#{ids.CORRECTIONS_KEEP}")
    page.until(lambda: not page.all(".modal"))
    assert len(kept.list().entries) == 3
    page.click(delete)
    page.click(f"#{ids.CORRECTIONS_REALLY}")
    page.until(lambda: len(page.all(CARDS)) == 2)
    assert entry not in kept.list().entries


def test_the_last_one_leaves_a_page_that_says_how_to_begin(page, kept):
    for entry in kept.list().entries:
        page.click(item(ids.CORRECTIONS_DELETE, entry.id))
        page.click(f"#{ids.CORRECTIONS_REALLY}")
        page.until(lambda e=entry: not page.all(label_of(e)))
        page.until(lambda: not page.all(".modal"))
    page.see(HINT, "Nothing is stored here yet")


def test_all_of_it_can_be_taken_away(page, kept):
    links = page.attributes("a[download]", "href")
    assert links == ["/export/corrections.zip", "/export/corrections.csv"]
    with urllib.request.urlopen(page.server.url + links[0]) as answer:
        names = zipfile.ZipFile(BytesIO(answer.read())).namelist()
    assert len(names) == 7


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(page, width):
    if width < 500:
        page.narrow(width)
    page.until(lambda: page.loaded(f"{CARDS} img"))
    wide = "return document.documentElement.scrollWidth"
    assert page.driver.execute_script(wide) <= width


def test_the_train_form_offers_them(dash_br, kept):
    box, label = f"#{ids.TRAIN_CORRECTIONS}", f"label[for={ids.TRAIN_CORRECTIONS}]"
    dash_br.open("/train")
    dash_br.see(label, "Train with your 3 corrections")
    dash_br.see(f"#{ids.TRAIN_CORRECTIONS_WORDS}", "2 to learn from, 1 held out")
    dash_br.click(box)
    dash_br.until(lambda: dash_br.all(box)[0].is_selected())
    for entry in kept.list().entries:
        kept.delete(entry.id)
    dash_br.open("/train")
    dash_br.see(label, "Train with your 0 corrections")
    dash_br.see(f"#{ids.TRAIN_CORRECTIONS_WORDS}", "nothing to learn from yet")
    assert not dash_br.all(box)[0].is_enabled()


def test_a_wrong_answer_is_corrected_under_it(dash_br, kept, dataset, tmp_path):
    files = [tmp_path / "a.png", tmp_path / "b.png"]
    for row, file in enumerate(files):
        image = Image.fromarray(np.asarray(dataset.train_images[row]))
        image.resize((200, 200)).convert("RGB").save(file)
    dash_br.open("/")
    dash_br.upload(ids.PREDICT_UPLOAD, *files)
    dash_br.until(lambda: len(dash_br.all(".answer .correct")) == 2)
    dash_br.all(".correct summary")[1].send_keys(Keys.ENTER)
    dash_br.click(item(ids.CORRECTION_SAVE, 1))
    dash_br.see(".toast", "choose what it is")
    Select(dash_br.all(item(ids.CORRECTION_LABEL, 1))[0]).select_by_value("Sandal")
    dash_br.all(item(ids.CORRECTION_NOTE, 1))[0].send_keys("hello")
    dash_br.click(item(ids.CORRECTION_SAVE, 1))
    dash_br.see(item(ids.CORRECTION_MESSAGE, 1), "Saved as Sandal")
    entry = kept.list().entries[0]
    assert (entry.label, entry.note) == ("Sandal", "hello")
