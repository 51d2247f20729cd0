"""The strip of steps under an answer."""

import numpy as np
import pytest
from dash import html
from PIL import Image

from dashboard.components.film_strip import film_strip
from dashboard.components.intake import from_image
from dashboard.components.picture import Picture
from dashboard.serving.door import DATASET, PHOTOGRAPH
from tests.components.conftest import parts, words


@pytest.fixture(scope="module")
def picture():
    values = np.random.default_rng(0).integers(0, 256, (60, 90, 3), np.uint8)
    return from_image(Image.fromarray(values), "a.png")


@pytest.mark.parametrize(
    ("path", "last"), [(DATASET, "28×28"), (PHOTOGRAPH, "192×192 in colour")]
)
def test_each_path_has_its_own_steps(picture, path, last):
    strip = film_strip(picture, path)
    captions = [words(caption) for caption in parts(strip, html.Figcaption)]
    assert captions[0] == "Upright"
    assert captions[-1] == last
    assert all(image.src.startswith("data:") for image in parts(strip, html.Img))


def test_nothing_done_is_no_strip():
    given = Picture("a", "/images/test/0.png", np.zeros((28, 28), np.uint8))
    assert film_strip(given, DATASET) is None
