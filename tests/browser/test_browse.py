"""The Browse page: filters, order, pages, details, and all of it in the address."""

import re

import numpy as np
import pytest

from dashboard import ids
from dashboard.labels import LABELS
from tests.browser.visitor import item
from tests.shipped import NAME

TILES = f"#{ids.BROWSE_GRID} .tile"
PAGE_SIZE = 60
SHIRT = LABELS.index("Shirt")


@pytest.fixture(scope="session")
def predicted(probabilities) -> np.ndarray:
    return probabilities.argmax(1)


def shown(dash_br) -> list[int]:
    """Numbers of the test images in the grid."""
    titles = dash_br.attributes(TILES, "title")
    return [int(title.removeprefix("Test image ")) for title in titles]


def wait_for_images(dash_br, expected) -> None:
    dash_br.until(lambda: shown(dash_br) == [int(i) for i in expected[:PAGE_SIZE]])


def test_the_first_page_shows_images_and_how_many_were_right(
    dash_br, dataset, predicted
):
    dash_br.open("/browse")
    wait_for_images(dash_br, range(PAGE_SIZE))
    dash_br.until(lambda: dash_br.loaded(f"{TILES}:nth-child(-n+6) img"))
    right = int((predicted == dataset.test_labels).sum())
    count = dash_br.text(f"#{ids.BROWSE_COUNT}")
    assert (
        count
        == f"10,000 of 10,000 images, {right:,} answered right ({right / 1e4:.1%})"
    )
    dash_br.wait_for_query("")


def test_filter_sort_page_and_reload(dash_br, dataset, predicted):
    dash_br.open("/browse")
    wait_for_images(dash_br, range(PAGE_SIZE))
    # a page further on first: a filter must begin at its own first page
    dash_br.click(f"#{ids.BROWSE_PAGE} li:last-child .page-link")
    dash_br.until(lambda: "page=167" in dash_br.query())
    wait_for_images(dash_br, range(9960, 10000))
    dash_br.choose(ids.BROWSE_TRUE, str(SHIRT))
    shirts = np.flatnonzero(dataset.test_labels == SHIRT)
    wait_for_images(dash_br, shirts)
    dash_br.wait_for_query("?true=shirt")
    dash_br.choose(ids.BROWSE_OUTCOME, "wrong")
    wrong = shirts[predicted[shirts] != SHIRT]
    wait_for_images(dash_br, wrong)
    dash_br.choose(ids.BROWSE_DESCENDING, "descending")
    wait_for_images(dash_br, wrong[::-1])
    assert set(dash_br.attributes(TILES, "class")) == {"tile wrong"}
    dash_br.choose(ids.BROWSE_SORT, "loss")
    dash_br.until(lambda: "sort=loss" in dash_br.query())
    before = dash_br.query(), shown(dash_br)
    assert before[0].startswith("?true=shirt&outcome=wrong&sort=loss")
    dash_br.driver.refresh()
    dash_br.until(lambda: shown(dash_br) == before[1])
    dash_br.wait_for_query(before[0])
    values = [
        dash_br.chosen(control)
        for control in (ids.BROWSE_TRUE, ids.BROWSE_OUTCOME, ids.BROWSE_SORT)
    ]
    assert values == [str(SHIRT), "wrong", "loss"]


def test_the_confidence_slider_filters(dash_br):
    dash_br.open("/browse")
    wait_for_images(dash_br, range(PAGE_SIZE))
    handle = dash_br.all(f"#{ids.BROWSE_CONFIDENCE} [role=slider]")[0]
    handle.send_keys("\ue014" * 10)  # the right arrow key, a hundredth each
    dash_br.until(lambda: re.search(r"low=0\.\d+", dash_br.query()))


def test_an_image_opens_closes_and_is_in_the_address(dash_br, dataset):
    dash_br.open("/browse")
    dash_br.click(item(ids.BROWSE_IMAGE, 7))
    body = f"#{ids.BROWSE_DETAIL_BODY}"
    dash_br.see(f"{body} h2", "Test image 7")
    dash_br.see(body, f"True class\t{LABELS[dataset.test_labels[7]]}")
    dash_br.see(body, f"Model\t{NAME}/1")
    dash_br.until(lambda: len(dash_br.all(f"{body} .barlayer .bartext")) == len(LABELS))
    dash_br.until(lambda: dash_br.loaded(f"{body} img"))
    dash_br.wait_for_query("?image=7")
    dash_br.driver.refresh()
    dash_br.see(f"{body} h2", "Test image 7")
    dash_br.all("body")[0].send_keys("\ue00c")  # the escape key
    dash_br.until(lambda: not dash_br.all(body))
    dash_br.wait_for_query("")
    # the same image again: a closed one must not stay "opened"
    dash_br.click(item(ids.BROWSE_IMAGE, 7))
    dash_br.see(f"{body} h2", "Test image 7")


def test_another_model_is_in_the_address(dash_br):
    dash_br.open(f"/browse?model={NAME}/2&page=2")
    wait_for_images(dash_br, range(PAGE_SIZE, 2 * PAGE_SIZE))
    dash_br.wait_for_query(f"?page=2&model={NAME}/2")
    assert dash_br.chosen(ids.BROWSE_MODEL) == f"{NAME}/2"
    dash_br.choose(ids.BROWSE_MODEL, f"{NAME}/1")
    dash_br.wait_for_query("?page=2")


def test_a_selection_without_images_says_so(dash_br):
    dash_br.open("/browse?low=0.5&high=0.5")
    dash_br.see(f"#{ids.BROWSE_COUNT}", "0 of 10,000 images")
    assert not dash_br.all(TILES)
