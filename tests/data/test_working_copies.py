"""Working copies of uploads: small, without metadata, and gone after a day."""

import os

import numpy as np
import pytest
from PIL import Image

from dashboard.data import working_copies
from dashboard.data.working_copies import KEPT_SECONDS, LONGEST, WorkingCopies
from dashboard.errors import UploadError


@pytest.fixture
def copies(tmp_path):
    return WorkingCopies(tmp_path / "uploads")


def noise(size, mode="RGB", seed=0):
    channels = len(mode) if mode != "L" else 1
    shape = (size[1], size[0], channels)
    values = np.random.default_rng(seed).integers(0, 256, shape, np.uint8)
    return Image.fromarray(values.squeeze(2) if channels == 1 else values)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_small_picture_comes_back_byte_for_byte(copies, mode):
    image = noise((40, 30), mode)
    again = copies.get(copies.put(b"a", image))
    assert again.mode == mode
    assert np.array_equal(np.asarray(again), np.asarray(image))


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_large_one_is_made_smaller_and_the_given_one_is_left_alone(copies, mode):
    image = noise((2600, 1300), mode)
    again = copies.get(copies.put(b"a", image))
    assert again.size == (LONGEST, LONGEST // 2)
    assert again.mode == mode
    assert image.size == (2600, 1300)


def test_metadata_stays_outside(copies):
    image = noise((400, 300))
    image.info = {"exif": b"Exif\0\0secret", "comment": b"secret"}
    key = copies.put(b"a", image)
    assert b"secret" not in (copies.root / f"{key}.picture").read_bytes()


def test_the_same_bytes_are_one_copy_and_others_another(copies):
    first, again = (copies.put(b"a", noise((9, 9))) for _ in range(2))
    assert first == again
    assert copies.put(b"b", noise((9, 9))) != first
    assert len(list(copies.root.iterdir())) == 2


@pytest.mark.parametrize(
    "key", ["", "0" * 32, "../../etc/passwd", "0" * 31, "G" * 32, None, 3]
)
def test_an_unknown_key_is_refused_in_words(copies, key):
    with pytest.raises(UploadError, match="choose the picture again"):
        copies.get(key)


def test_a_damaged_copy_is_refused_in_words(copies):
    key = copies.put(b"a", noise((9, 9)))
    (copies.root / f"{key}.picture").write_bytes(b"\x89PNG")
    with pytest.raises(UploadError, match="choose the picture again"):
        copies.get(key)


def test_after_a_day_a_copy_is_removed(copies):
    old, new = (copies.put(name, noise((9, 9))) for name in (b"a", b"b"))
    written = copies.root / f"{old}.picture"
    os.utime(written, (0, written.stat().st_mtime - KEPT_SECONDS - 1))
    copies.sweep()
    assert not written.exists()
    assert copies.get(new)


def test_beyond_the_total_the_oldest_goes(copies, monkeypatch):
    keys = [copies.put(bytes([n]), noise((60, 60), seed=n)) for n in range(4)]
    paths = [copies.root / f"{key}.picture" for key in keys]
    for age, path in zip((1, 3, 2, 0), paths, strict=True):
        written = path.stat().st_mtime - age
        os.utime(path, (written, written))
    most = sum(path.stat().st_size for path in paths[2:]) + 1
    monkeypatch.setattr(working_copies, "MOST_BYTES", most)
    copies.sweep()
    assert [path.exists() for path in paths] == [True, False, False, True]


def test_a_folder_that_takes_nothing_gives_no_key(tmp_path, caplog):
    (tmp_path / "uploads").write_text("a file in its place")
    assert WorkingCopies(tmp_path / "uploads").put(b"a", noise((9, 9))) == ""
    assert "No working copy" in caplog.text
