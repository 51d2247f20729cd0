"""Pictures of corrections by URL, and the files to take away."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from tests.corrections.conftest import FACTS, pixels


@pytest.fixture
def stored(context):
    return context.corrections.save(Image.new("RGB", (60, 40)), pixels(), **FACTS)


@pytest.mark.parametrize(
    ("part", "kind", "size"),
    [("picture", "image/jpeg", (60, 40)), ("pixels", "image/png", (28, 28))],
)
def test_both_pictures_arrive_and_nobody_keeps_them(client, stored, part, kind, size):
    response = client.get(f"/images/corrections/{stored.id}/{part}")
    assert (response.status_code, response.content_type) == (200, kind)
    assert Image.open(io.BytesIO(response.data)).size == size
    assert response.headers["Cache-Control"] == "private, no-store"


def test_the_pixels_are_those_the_model_saw(client, stored):
    response = client.get(f"/images/corrections/{stored.id}/pixels")
    found = np.asarray(Image.open(io.BytesIO(response.data)))
    np.testing.assert_array_equal(found, pixels())


@pytest.mark.parametrize(
    "path",
    [
        *("0" * 16 + "/picture", "x/picture", "..%2F..%2Fetc/picture", "%00/pixels"),
        *("picture", "{id}/entry.json", "{id}/", "{id}/picture/x"),
    ],
)
def test_what_is_not_there_is_404(client, stored, path):
    response = client.get(f"/images/corrections/{path.format(id=stored.id)}")
    assert response.status_code == 404
    assert response.content_type == "application/problem+json"


def test_what_is_deleted_is_gone(client, context, stored):
    context.corrections.delete(stored.id)
    for part in ("picture", "pixels"):
        path = f"/images/corrections/{stored.id}/{part}"
        assert client.get(path).status_code == 404
    assert stored.id not in client.get("/export/corrections.csv").text


@pytest.mark.parametrize("kind", ["zip", "csv"])
def test_a_file_to_take_away_has_a_name_and_is_not_kept(client, stored, kind):
    response = client.get(f"/export/corrections.{kind}", buffered=True)
    assert response.status_code == 200
    name = f"attachment; filename=corrections.{kind}"
    assert response.headers["Content-Disposition"] == name
    assert response.headers["Cache-Control"] == "private, no-store"


def test_the_files_hold_what_is_stored(client, stored):
    assert stored.id in client.get("/export/corrections.csv").text
    content = client.get("/export/corrections.zip", buffered=True).data
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        assert f"{stored.id}/pixels.png" in made.namelist()


def test_without_a_correction_the_files_are_empty(client, context):
    text = client.get("/export/corrections.csv").text
    assert (text.count("\n"), text[:3]) == (1, "id,")
    response = client.get("/export/corrections.zip", buffered=True)
    assert response.status_code == 200
    assert not context.settings.corrections.exists()


def test_an_export_only_reads(client):
    assert client.post("/export/corrections.zip").status_code == 405
