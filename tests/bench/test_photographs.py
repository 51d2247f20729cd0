"""Real files through every way to answer photographs."""

import io

import numpy as np
import pytest
from PIL import Image

from dashboard.bench import photographs
from dashboard.bench.photographs import METHODS, OWN
from dashboard.data import photo_folder
from dashboard.data.canonical import canonical
from dashboard.data.photograph import SIDE, framed
from dashboard.labels import LABELS
from dashboard.serving.predictor import Predictors
from dashboard.store.versions import ModelStore
from tests import tiny


def photograph(seed):
    random = np.random.default_rng(seed)
    return Image.fromarray(random.integers(0, 256, (60, 90, 3), dtype=np.uint8))


def right_label(logits):
    return LABELS[int(logits[0].argmax())]


@pytest.fixture
def predictors(tmp_path):
    store = ModelStore(tmp_path / "store")
    store.publish("tiny", tiny.fill)
    store.publish("photographs", lambda f: tiny.fill_colour(f, side=SIDE))
    return Predictors(store)


@pytest.fixture
def photos(tmp_path):
    """Four photographs, each in a folder of what the colour graph says of it, and a
    file that is no picture."""
    folder = tmp_path / "photos"
    for seed in range(4):
        image = photograph(seed)
        label = right_label(tiny.colour_logits(framed(image).pixels[None]))
        place = folder / label.replace("/", " ")
        place.mkdir(parents=True, exist_ok=True)
        image.save(place / f"{seed}.png")
    (place / "broken.png").write_bytes(b"hello")
    found = photo_folder.photos(folder)
    return found


def test_the_front_door_answers_as_the_version_for_photographs(predictors, photos):
    [row] = photographs.measure(predictors, photos, (OWN,))
    assert row.found.balanced_accuracy == 1
    assert sum(folder.count for folder in row.found.folders) == 4
    assert row.unread == 1
    assert row.milliseconds > 0


def test_a_version_that_is_named_answers_in_the_last_row(predictors, photos):
    [row] = photographs.measure(predictors, photos, (OWN,), "tiny")
    readable = [photo for photo in photos if photo.path.name != "broken.png"]
    right = [
        right_label(tiny.tiny_logits(canonical(Image.open(p.path)).pixels[None]))
        in p.right
        for p in readable
    ]
    shares = [folder.right * folder.count for folder in row.found.folders]
    assert sum(shares) == pytest.approx(sum(right))


def test_every_way_is_measured_in_order_and_is_json(predictors, photos):
    rows = photographs.measure(predictors, photos)
    assert [row.method for row in rows] == list(METHODS)
    for row in rows:
        found = row.to_json()
        assert set(found) == {"method", "found", "milliseconds", "unread"}
        assert found["found"]["folders"][0]["count"] > 0


@pytest.mark.parametrize("name", list(METHODS)[:3])
def test_what_demos_do_is_asked_of_the_champion(predictors, name):
    image = photograph(7)
    grey = np.asarray(image.convert("L").resize((28, 28), Image.Resampling.BILINEAR))
    seen = dict(
        zip(METHODS, (grey, 255 - grey, canonical(image).pixels), strict=False)
    )[name]
    answer = METHODS[name](predictors, image, None)
    expected = tiny.tiny_logits(seen[None])[0]
    np.testing.assert_allclose(answer.logits, expected, rtol=1e-4, atol=1e-3)


def test_files_that_cannot_be_read_leave_an_empty_row(predictors, tmp_path):
    (tmp_path / "photos" / "pants").mkdir(parents=True)
    (tmp_path / "photos" / "pants" / "a.jpg").write_bytes(b"hello")
    photos = photo_folder.photos(tmp_path / "photos")
    [row] = photographs.measure(predictors, photos, (OWN,))
    assert (row.unread, row.milliseconds) == (1, 0)
    assert (row.found.folders, row.found.balanced_accuracy) == ((), None)


def test_a_transparent_drawing_is_measured_too(predictors):
    file = io.BytesIO()
    Image.new("RGBA", (40, 40), (9, 9, 9, 0)).save(file, "PNG")
    for method in METHODS.values():
        assert method(predictors, Image.open(file), None).label in LABELS
