"""Images of the dataset by URL."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from dashboard.errors import DataError
from tests.web.conftest import serve


@pytest.fixture
def data(context):
    try:
        return context.data
    except DataError as error:
        pytest.skip(f"no dataset on this machine: {error}")


@pytest.mark.parametrize(
    "part, index", [("test", 0), ("test", 9_999), ("train", 0), ("train", 59_999)]
)
def test_an_image_arrives_exactly_and_may_be_kept(client, data, part, index):
    response = client.get(f"/images/{part}/{index}.png")
    pixels = np.asarray(Image.open(io.BytesIO(response.data)))
    np.testing.assert_array_equal(pixels, getattr(data, f"{part}_images")[index])
    assert response.content_type == "image/png"
    kept = "public, max-age=31536000, immutable"
    assert response.headers["Cache-Control"] == kept


@pytest.mark.parametrize(
    "path",
    [
        *("test/10000.png", "train/60000.png", "test/-1.png", "test/x.png"),
        *("other/1.png", "test/1.jpg", "test/" + "9" * 30 + ".png", "x"),
    ],
)
def test_what_is_not_there_is_404(client, data, path):
    response = client.get(f"/images/{path}")
    assert response.status_code == 404
    assert response.content_type == "application/problem+json"
    assert "immutable" not in response.headers.get("Cache-Control", "")


def test_a_missing_dataset_is_503(context, tmp_path):

    settings = replace(context.settings, data=tmp_path, cache=tmp_path)
    client = serve(replace(context, settings=settings)).test_client()
    assert client.get("/images/test/0.png").status_code == 503
