"""Words of a command become files: themselves, folders' and archives'."""

import os
import zipfile

import pytest

from dashboard.commands.named_files import files
from dashboard.data.archive import Member


@pytest.fixture
def folder(tmp_path):
    """summer/{b.txt,a.png,.DS_Store,inner/c.png}"""
    root = tmp_path / "summer"
    (root / "inner").mkdir(parents=True)
    for name in ("b.txt", "a.png", ".DS_Store", "inner/c.png"):
        (root / name).write_bytes(name.encode())
    return root


def found(*names):
    return list(files(map(str, names)))


def test_a_folder_is_its_files_in_order_without_litter(folder):
    names = [os.path.relpath(m.name, folder) for m in found(folder)]
    assert names == ["a.png", "b.txt", "inner/c.png"]
    assert found(folder)[2].content == b"inner/c.png"


def test_links_and_pipes_of_a_folder_are_left_alone(folder):
    os.symlink("/etc", folder / "etc")
    os.symlink("/etc/hostname", folder / "name.png")
    os.mkfifo(folder / "pipe.png")
    assert len(found(folder)) == 3


def test_a_hidden_file_that_is_named_is_read(folder):
    assert found(folder / ".DS_Store")[0].content == b".DS_Store"


def test_an_archive_is_its_files(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("../x.png", b"x")
        made.writestr("y.png", b"y")
    assert found(path) == [Member(f"{path}/x.png", b"x"), Member(f"{path}/y.png", b"y")]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"PK\x03\x04", "damaged archive"), (b"PK\x05\x06" + bytes(18), "no files")],
)
def test_an_archive_that_is_refused_is_one_entry(tmp_path, content, words):
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    [only] = found(path)
    assert (only.name, words in only.error) == (str(path), True)


def test_an_empty_folder_and_a_missing_file_say_so(tmp_path):
    empty, missing = found(tmp_path, tmp_path / "x.png")
    assert "holds no files" in empty.error
    assert "No such file" in missing.error


def test_a_file_is_read_when_its_turn_comes(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"early")
    coming = files([str(path), str(path)])
    assert next(coming).content == b"early"
    path.write_bytes(b"late")
    assert next(coming).content == b"late"
