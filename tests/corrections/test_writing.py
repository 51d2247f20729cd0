import pytest

from dashboard.corrections import writing
from dashboard.corrections.folder import Listing


def test_other_people_of_the_machine_cannot_look_in(corrections, save):
    save()
    assert corrections.root.stat().st_mode & 0o077 == 0


def test_a_writer_that_dies_leaves_no_half_and_the_next_one_clears_up(
    corrections, save, monkeypatch
):
    def die(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(writing.os, "rename", die)
    with pytest.raises(KeyboardInterrupt):
        save(1)
    assert list(corrections.root.glob(".new-*"))
    assert corrections.list() == Listing([], [])
    monkeypatch.undo()
    save(2)
    assert not list(corrections.root.glob(".new-*"))
