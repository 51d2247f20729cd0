"""The Confusion page: the matrix, the images of a cell, the scores."""

import re

import numpy as np
import pytest

from dashboard import ids
from dashboard.analysis.confusion import confusion_matrix
from dashboard.components.matrix import MOST_IMAGES
from dashboard.labels import CLASSES, LABELS
from tests.browser.visitor import item, items

CELLS = items(ids.CONFUSION_CELL)
TILES = f"#{ids.CONFUSION_IMAGES} .tile"


@pytest.fixture(scope="session")
def counts(probabilities, dataset) -> np.ndarray:
    return confusion_matrix(dataset.test_labels, probabilities.argmax(1))


def test_the_matrix_counts_every_image(dash_br, counts):
    dash_br.open("/confusion")
    dash_br.until(lambda: len(dash_br.all(CELLS)) == CLASSES**2)
    texts = [text.replace("·", "0") for text in dash_br.texts(CELLS)]
    assert [int(text) for text in texts] == counts.ravel().tolist()
    assert dash_br.attributes(".matrix tbody th", "scope") == ["row"] * CLASSES
    dash_br.wait_for_query("")


def test_a_cell_shows_its_images_and_nothing_else(dash_br, dataset, counts):
    wrong = counts * (1 - np.eye(CLASSES, dtype=int))
    true, predicted = (int(i) for i in np.unravel_index(wrong.argmax(), wrong.shape))
    dash_br.open("/confusion")
    dash_br.click(item(ids.CONFUSION_CELL, true * CLASSES + predicted))
    heading = f"{LABELS[true]} answered {LABELS[predicted]}"
    dash_br.see(f"#{ids.CONFUSION_IMAGES} h2", heading)
    total = int(wrong.max())
    dash_br.see(f"#{ids.CONFUSION_IMAGES} p", f"{total:,} images")
    words = f"{LABELS[true]} → {LABELS[predicted]}"
    assert dash_br.texts(f"{TILES} .tile-words") == [words] * min(total, MOST_IMAGES)
    numbers = [
        int(title.removeprefix("Test image "))
        for title in dash_br.attributes(TILES, "title")
    ]
    assert set(dataset.test_labels[numbers]) == {true}
    assert len(set(numbers)) == len(numbers)
    assert dash_br.attributes(f"{CELLS}.chosen", "aria-pressed") == ["true"]
    # the whole cell in Browse, by the link beside it
    dash_br.click(f"#{ids.CONFUSION_IMAGES} p a")
    dash_br.see(f"#{ids.BROWSE_COUNT}", f"{total:,} of 10,000 images, 0 answered right")


def test_a_tile_of_a_cell_opens_its_details(dash_br):
    dash_br.open("/confusion?true=bag&predicted=bag")
    dash_br.until(lambda: dash_br.all(TILES))
    title = dash_br.attributes(TILES, "title")[0]
    dash_br.click(TILES)
    dash_br.see(f"#{ids.BROWSE_DETAIL_BODY} h2", title)
    dash_br.see(f"#{ids.BROWSE_DETAIL_BODY}", "True class\tBag")


def test_rows_in_per_cent_add_up_and_the_choice_is_in_the_address(dash_br, counts):
    dash_br.open("/confusion?true=shirt&predicted=coat")
    dash_br.until(lambda: dash_br.all(CELLS))
    dash_br.click(f"#{ids.CONFUSION_MEASURE} input[value=percent]")
    dash_br.until(lambda: any("." in text for text in dash_br.texts(CELLS)))
    values = [float(text.replace("·", "0")) for text in dash_br.texts(CELLS)]
    shares = 100 * counts / counts.sum(axis=1, keepdims=True)
    assert np.abs(np.reshape(values, counts.shape) - shares).max() <= 0.05 + 1e-9
    state = "?true=shirt&predicted=coat&measure=percent"
    dash_br.wait_for_query(state)
    dash_br.driver.refresh()
    dash_br.see(f"#{ids.CONFUSION_IMAGES} h2", "Shirt answered Coat")
    assert any("." in text for text in dash_br.texts(CELLS))
    dash_br.wait_for_query(state)


def test_scores_of_every_class_and_their_mean(dash_br, counts):
    dash_br.open("/confusion")
    rows = f"#{ids.CONFUSION_SCORES} tbody tr"
    dash_br.until(lambda: len(dash_br.all(rows)) == CLASSES + 1)
    texts = dash_br.texts(rows)
    for label, text in zip(LABELS, texts, strict=False):
        assert text.startswith(label)
    recall = 100 * counts[0, 0] / counts[0].sum()
    assert f"{recall:.1f}" in texts[0]
    assert re.search(r"\b1,000$", texts[0])
