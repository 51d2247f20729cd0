"""What is damaged or altered is refused, and nothing outside the folder is read."""

import pytest
from PIL import Image

from dashboard.corrections.entry import NONE_OF_THE_TEN
from dashboard.corrections.folder import Listing
from dashboard.corrections.reading import ENTRY, PIXELS
from dashboard.errors import CorrectionError
from tests.corrections.conftest import pixels, rewrite

NO_ID = ["", "..", "../../etc", "0" * 15, "0" * 17, "A" * 16, "0" * 16 + "\n", None, 3]


@pytest.mark.parametrize("entry_id", NO_ID)
@pytest.mark.parametrize("verb", ["get", "pixels", "picture", "delete", "pixels_file"])
def test_an_id_is_checked_before_a_path_is_built(corrections, save, entry_id, verb):
    save()
    with pytest.raises(CorrectionError, match="Expected the id of a correction"):
        getattr(corrections, verb)(entry_id)
    assert len(corrections.list().entries) == 1


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def other_pixels(path):
    Image.fromarray(pixels(9)).save(path)


@pytest.mark.parametrize(
    ("file", "damage"),
    [
        (ENTRY, cut),
        (ENTRY, lambda path: path.unlink()),
        (ENTRY, lambda path: path.write_text("[]")),
        (ENTRY, lambda path: path.write_text("{}")),
        (PIXELS, cut),
        (PIXELS, lambda path: path.unlink()),
        (PIXELS, other_pixels),
        ("picture.jpg", lambda path: path.unlink()),
        ("picture.jpg", lambda path: path.write_bytes(b"")),
    ],
)
def test_what_is_damaged_is_left_out_and_named(corrections, save, file, damage):
    kept, broken = save(1), save(2)
    damage(corrections.root / broken.id / file)
    assert corrections.list() == Listing([kept], [broken.id])
    with pytest.raises(CorrectionError, match=broken.id):
        corrections.get(broken.id)
    corrections.delete(broken.id)
    assert corrections.list() == Listing([kept], [])


@pytest.mark.parametrize(
    "changes",
    [
        {"label": "coat"},
        {"answer": NONE_OF_THE_TEN},
        {"version": "../x"},
        {"id": "0" * 16},
        {"note": "x" * 501},
        {"steps": [1]},
        {"steps": None},
        {"in_dataset": "no"},
    ],
)
def test_an_entry_that_was_altered_is_left_out_and_named(corrections, save, changes):
    entry = save()
    rewrite(corrections, entry.id, **changes)
    assert corrections.list() == Listing([], [entry.id])
