"""Files that nobody ever reads half of."""

import json
import os

import pytest

from dashboard import atomic


def test_a_new_file_and_its_folder_appear(tmp_path):
    path = tmp_path / "a" / "b" / "file.bin"
    atomic.write_bytes(path, b"content")
    assert path.read_bytes() == b"content"
    assert path.stat().st_mode & 0o777 == 0o644


def test_an_old_file_is_replaced_as_a_whole(tmp_path):
    path = tmp_path / "file.json"
    atomic.write_json(path, {"label": "\u00e9"})
    with path.open("rb") as reader:
        atomic.write_json(path, {"label": "new"})
        # who had it open still reads the old one
        assert json.loads(reader.read()) == {"label": "\u00e9"}
    assert json.loads(path.read_bytes()) == {"label": "new"}


@pytest.mark.parametrize("error", [OSError, ValueError, KeyboardInterrupt])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path, error):
    path = tmp_path / "file.bin"
    path.write_bytes(b"old")

    def broken(file):
        file.write(b"half")
        raise error

    with pytest.raises(error):
        atomic.write_with(path, broken)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_json_replaces_nothing(tmp_path):
    path = tmp_path / "file.json"
    path.write_bytes(b"{}")
    with pytest.raises(TypeError):
        atomic.write_json(path, {"value": object()})
    assert path.read_bytes() == b"{}"


def test_content_is_on_disk_before_its_name_and_the_name_before_the_return(
    tmp_path, monkeypatch
):
    done = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)

        def note(*args, name=name, real=real):
            done.append(name)
            return real(*args)

        monkeypatch.setattr(os, name, note)
    atomic.write_bytes(tmp_path / "file", b"content")
    assert done == ["fsync", "replace", "fsync"]


def test_a_tree_is_synced_with_every_file_and_folder(tmp_path, monkeypatch):
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("1", "a/2", "a/b/3"):
        (tmp_path / name).write_bytes(b"content")
    synced = []
    monkeypatch.setattr(os, "fsync", synced.append)
    atomic.sync_tree(tmp_path)
    assert len(synced) == 3 + 3


def test_what_dead_writers_of_a_file_left_is_swept_and_nothing_else(tmp_path):
    kept = ["file", ".file", ".other.abcdefgh.part", ".file.lock"]
    for name in (*kept, ".file.abcdefgh.part"):
        (tmp_path / name).touch()
    atomic.sweep(tmp_path, "file")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)
