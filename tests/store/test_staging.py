"""Where a version is made: work in progress stays, what the dead left goes."""

import pytest

from dashboard.store.staging import staged


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_version_that_is_being_made_is_left_alone(tmp_path):
    with staged(tmp_path) as first:
        (first / "file").touch()
        with staged(tmp_path) as second:
            assert second != first
            assert names(first) == ["file"]
    assert names(tmp_path) == [".staging.lock"]


def test_what_a_dead_maker_left_goes_with_the_next(tmp_path):
    dead = tmp_path / ".tmp-0123"
    dead.mkdir()
    (dead / "half").write_bytes(b"of a file")
    (tmp_path / ".tmp-0123.lock").touch()
    with staged(tmp_path):
        assert not dead.exists()
    assert names(tmp_path) == [".staging.lock"]


def test_a_block_that_fails_leaves_nothing(tmp_path):
    with pytest.raises(ValueError):
        with staged(tmp_path) as folder:
            (folder / "file").touch()
            raise ValueError
    assert names(tmp_path) == [".staging.lock"]
