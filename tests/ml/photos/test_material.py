"""What is learned from, as answers of the frozen blocks: exact, cached, by content."""

import numpy as np
import pytest
from PIL import Image

from dashboard.data.feature_cache import FeatureCache
from dashboard.data.photo_folder import Photo
from dashboard.data.photograph import framed
from dashboard.errors import UploadError
from dashboard.ml.photos.dressed import dressed
from dashboard.ml.photos.views import view
from tests.ml.photos.conftest import SIDE, drawn

pytestmark = pytest.mark.slow


@pytest.fixture
def photos(tmp_path):
    """Three photographs on disk."""
    found = []
    for seed, kind in enumerate(("pants", "dress", "hat")):
        path = tmp_path / f"{kind}.png"
        drawn(kind, seed).save(path)
        found.append(Photo(path, kind, ()))
    return found


@pytest.fixture(scope="module")
def frozen(network, ml):
    return ml.cut.frozen_and_tail(network)[0]


@pytest.fixture(scope="module")
def lower(photo_ml, frozen, tmp_path_factory):
    """(the lower blocks, what they said)."""
    said = []
    cache = FeatureCache(tmp_path_factory.mktemp("features"))
    return photo_ml.material.Lower(frozen, cache, said.append), said


def computed(frozen, squares):
    return np.asarray(frozen(np.stack(squares), training=False))


def test_a_view_is_what_the_frozen_network_answers(photo_ml, frozen, lower, photos):
    answers = np.zeros((3, 10), np.float32)
    source = photo_ml.material.of_photos("photographs", photos, answers, SIDE, 2)
    spice = sum(b"photographs")
    for number in (0, 1):
        found = lower[0].of(source, number, 7)
        squares = [
            view(Image.open(p.path), SIDE, np.random.default_rng([7, number, spice, i]))
            for i, p in enumerate(photos)
        ]
        assert found.dtype == np.float16
        np.testing.assert_allclose(
            found, computed(frozen, squares), rtol=2e-2, atol=2e-2
        )
    assert lower[1][-1] == "photographs: view 2 of 2"


def test_what_was_computed_is_not_drawn_again(lower, squares):
    drawn_rows = []

    def draw(row):
        drawn_rows.append(row)
        return squares[row]

    first = lower[0].drawn("some", "an identity", 6, draw)
    again = lower[0].drawn("some", "an identity", 6, draw)
    np.testing.assert_array_equal(first, again)
    assert drawn_rows == list(range(6))
    lower[0].drawn("some", "another identity", 6, draw)
    assert len(drawn_rows) == 12


def test_names_and_contents_are_the_identity(photo_ml, photos):
    identity = photo_ml.material.identity
    before = identity(photos)
    assert identity(photos) == before
    assert identity(photos[::-1]) != before
    photos[0].path.write_bytes(photos[0].path.read_bytes() + b" ")
    assert identity(photos) != before


def test_held_out_pictures_come_as_served_and_mirrored(photo_ml, photos):
    draw = photo_ml.material.as_served(photos, SIDE)
    for number, photo in enumerate(photos):
        square = framed(Image.open(photo.path), SIDE).pixels
        np.testing.assert_array_equal(draw(2 * number), square)
        np.testing.assert_array_equal(draw(2 * number + 1), square[:, ::-1])


def test_fashion_mnist_is_dressed_up_by_its_labels(photo_ml, small_data):
    images, labels = small_data.test_images[:4], small_data.test_labels[:4]
    source = photo_ml.material.of_dataset(images, labels, SIDE, "a hash")
    np.testing.assert_array_equal(source.answers.argmax(axis=1), labels)
    assert (source.views, source.answers.dtype) == (1, np.float32)
    np.testing.assert_array_equal(
        source.draw(2, np.random.default_rng(5)),
        dressed(images[2], SIDE, np.random.default_rng(5)),
    )
    other = photo_ml.material.of_dataset(images[::-1], labels, SIDE, "a hash")
    assert other.identity != source.identity


def test_a_file_that_is_no_picture_is_named(photo_ml, tmp_path):
    (tmp_path / "broken.png").write_bytes(b"hello")
    with pytest.raises(UploadError, match=r"broken\.png"):
        photo_ml.material.opened(Photo(tmp_path / "broken.png", "pants", ()))
