"""Corrections on disk: whole or not at all, and the person's own."""

import json

import numpy as np
import pytest
from PIL import Image

from dashboard.corrections import folder as folders
from dashboard.corrections.entry import NONE_OF_THE_TEN
from dashboard.errors import CorrectionError
from tests.corrections.conftest import FACTS, pixels

NO_ID = ["", "..", "../../etc", "0" * 15, "0" * 17, "A" * 16, "0" * 16 + "\n", None, 3]


def test_what_was_saved_is_read_again(corrections, save):
    entry = save(note="from the shop window")
    assert corrections.get(entry.id) == entry
    assert (entry.label, entry.answer, entry.version) == ("Coat", "Pullover", "shoes/3")
    assert (entry.steps, entry.note) == (FACTS["steps"], "from the shop window")
    np.testing.assert_array_equal(corrections.pixels(entry.id), pixels())
    with Image.open(corrections.picture(entry.id)) as kept:
        assert kept.size == (60, 40)


def test_other_people_of_the_machine_cannot_look_in(corrections, save):
    save()
    assert corrections.root.stat().st_mode & 0o077 == 0


def test_nothing_lies_in_the_folder_before_the_first(corrections):
    assert corrections.list() == folders.Listing([], [])
    assert not corrections.root.exists()


def test_the_newest_comes_first(corrections, save, monkeypatch):
    saved = [save(number).id for number in range(3)]
    times = {entry_id: f"2026-0{n + 1}-01" for n, entry_id in enumerate(saved)}
    for entry_id, at in times.items():
        rewrite(corrections, entry_id, saved_at=at)
    assert [entry.id for entry in corrections.list().entries] == saved[::-1]


def rewrite(corrections, entry_id, **changes):
    file = corrections.root / entry_id / folders.ENTRY
    file.write_text(json.dumps(json.loads(file.read_text()) | changes))


def test_the_same_picture_again_is_one_correction_with_the_new_label(corrections, save):
    first = save(label="Coat")
    second = save(label="Dress", note="on second thought")
    assert (second.id, second.saved_at) == (first.id, first.saved_at)
    assert corrections.list().entries == [second]


def test_saving_again_mends_a_damaged_one(corrections, save):
    entry = save()
    (corrections.root / entry.id / folders.PIXELS).write_bytes(b"")
    again = save()
    assert corrections.list() == folders.Listing([again], [])


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
        (folders.ENTRY, cut),
        (folders.ENTRY, lambda path: path.unlink()),
        (folders.ENTRY, lambda path: path.write_text("[]")),
        (folders.ENTRY, lambda path: path.write_text("{}")),
        (folders.PIXELS, cut),
        (folders.PIXELS, lambda path: path.unlink()),
        (folders.PIXELS, other_pixels),
        ("picture.jpg", lambda path: path.unlink()),
        ("picture.jpg", lambda path: path.write_bytes(b"")),
    ],
)
def test_what_is_damaged_is_left_out_and_named(corrections, save, file, damage):
    kept, broken = save(1), save(2)
    damage(corrections.root / broken.id / file)
    assert corrections.list() == folders.Listing([kept], [broken.id])
    with pytest.raises(CorrectionError, match=broken.id):
        corrections.get(broken.id)
    corrections.delete(broken.id)
    assert corrections.list() == folders.Listing([kept], [])


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
    assert corrections.list() == folders.Listing([], [entry.id])


def test_folders_of_somebody_else_are_named_and_files_are_not(corrections, save):
    entry = save()
    (corrections.root / "holiday").mkdir()
    (corrections.root / "readme.txt").touch()
    (corrections.root / ("a" * 16)).symlink_to(corrections.root / entry.id)
    assert corrections.list() == folders.Listing([entry], ["a" * 16, "holiday"])


@pytest.mark.parametrize(
    "changes",
    [{"label": "x"}, {"answer": "x"}, {"version": "x"}, {"note": 3}, {"steps": (3,)}],
)
def test_a_wrong_fact_stores_nothing(corrections, save, changes):
    with pytest.raises(CorrectionError, match="Expected"):
        save(**changes)
    assert corrections.list() == folders.Listing([], [])


def test_a_writer_that_dies_leaves_no_half_and_the_next_one_clears_up(
    corrections, save, monkeypatch
):
    def die(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(folders.os, "rename", die)
    with pytest.raises(KeyboardInterrupt):
        save(1)
    assert list(corrections.root.glob(".new-*"))
    assert corrections.list() == folders.Listing([], [])
    monkeypatch.undo()
    save(2)
    assert not list(corrections.root.glob(".new-*"))
