"""Corrections on disk: whole or not at all, and the person's own."""

import numpy as np
import pytest
from PIL import Image

from dashboard.corrections.entry import NONE_OF_THE_TEN
from dashboard.corrections.folder import Listing
from dashboard.corrections.reading import PIXELS
from dashboard.errors import CorrectionError
from tests.corrections.conftest import FACTS, pixels, rewrite


def test_what_was_saved_is_read_again(corrections, save):
    entry = save(note="from the shop window")
    assert corrections.get(entry.id) == entry
    assert (entry.label, entry.answer, entry.version) == ("Coat", "Pullover", "shoes/3")
    assert (entry.steps, entry.note) == (FACTS["steps"], "from the shop window")
    np.testing.assert_array_equal(corrections.pixels(entry.id), pixels())
    with Image.open(corrections.picture(entry.id)) as kept:
        assert kept.size == (60, 40)


def test_nothing_lies_in_the_folder_before_the_first(corrections):
    assert corrections.list() == Listing([], [])
    assert not corrections.root.exists()


def test_the_newest_comes_first(corrections, save, monkeypatch):
    saved = [save(number).id for number in range(3)]
    times = {entry_id: f"2026-0{n + 1}-01" for n, entry_id in enumerate(saved)}
    for entry_id, at in times.items():
        rewrite(corrections, entry_id, saved_at=at)
    assert [entry.id for entry in corrections.list().entries] == saved[::-1]


def test_the_same_picture_again_is_one_correction_with_the_new_label(corrections, save):
    first = save(label="Coat")
    second = save(label="Dress", note="on second thought")
    assert (second.id, second.saved_at) == (first.id, first.saved_at)
    assert corrections.list().entries == [second]


def test_saving_again_mends_a_damaged_one(corrections, save):
    entry = save()
    (corrections.root / entry.id / PIXELS).write_bytes(b"")
    again = save()
    assert corrections.list() == Listing([again], [])


def test_a_label_is_changed(corrections, save):
    entry = save()
    corrections.relabel(entry.id, NONE_OF_THE_TEN)
    assert corrections.get(entry.id).label == NONE_OF_THE_TEN
    with pytest.raises(CorrectionError, match="label='coat'"):
        corrections.relabel(entry.id, "coat")
    assert corrections.get(entry.id).label == NONE_OF_THE_TEN


def test_deleting_leaves_nothing_of_the_picture(corrections, save):
    kept, gone = save(1), save(2)
    corrections.delete(gone.id)
    assert corrections.list().entries == [kept]
    left = {path.name for path in corrections.root.iterdir()}
    assert left <= {kept.id, ".lock"}
    with pytest.raises(CorrectionError, match="which is not there"):
        corrections.delete(gone.id)


def test_folders_of_somebody_else_are_named_and_files_are_not(corrections, save):
    entry = save()
    (corrections.root / "holiday").mkdir()
    (corrections.root / "readme.txt").touch()
    (corrections.root / ("a" * 16)).symlink_to(corrections.root / entry.id)
    assert corrections.list() == Listing([entry], ["a" * 16, "holiday"])


@pytest.mark.parametrize(
    "changes",
    [{"label": "x"}, {"answer": "x"}, {"version": "x"}, {"note": 3}, {"steps": (3,)}],
)
def test_a_wrong_fact_stores_nothing(corrections, save, changes):
    with pytest.raises(CorrectionError, match="Expected"):
        save(**changes)
    assert corrections.list() == Listing([], [])
