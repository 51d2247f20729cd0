"""The picture that is kept."""

import numpy as np
import pytest
from PIL import Image

from dashboard.corrections import picture


@pytest.mark.parametrize(
    ("mode", "name"), [("L", "picture.png"), ("RGBA", "picture.png")]
)
def test_grey_and_transparent_pictures_stay_as_they_are(tmp_path, mode, name):
    original = Image.effect_noise((50, 30), 60).convert(mode)
    path = picture.write(tmp_path, original)
    assert path.name == name
    with Image.open(path) as kept:
        np.testing.assert_array_equal(np.asarray(kept), np.asarray(original))


@pytest.mark.parametrize(
    ("size", "kept"), [((1024, 9), (1024, 9)), ((3000, 1500), (1024, 512))]
)
def test_a_large_picture_is_made_smaller(tmp_path, size, kept):
    path = picture.write(tmp_path, Image.new("RGB", size, "teal"))
    assert path.name == "picture.jpg"
    with Image.open(path) as image:
        assert image.size == kept


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_nothing_of_the_file_is_kept(tmp_path, mode):
    original = Image.new(mode, (20, 20))
    exif = Image.Exif()
    exif[0x010F] = "The camera's maker"
    original.info = {"exif": exif.tobytes(), "comment": b"The person's name"}
    content = picture.write(tmp_path, original).read_bytes()
    assert b"maker" not in content
    assert b"name" not in content
