"""Finding, proving and fetching the four files of Fashion-MNIST."""

import hashlib
import shutil
from dataclasses import replace

import pytest

from dashboard.data import sources
from dashboard.errors import DataError
from dashboard.settings import Settings

LABELS_FILE = "t10k-labels-idx1-ubyte.gz"
NAMES = tuple(sources.SHA256)


@pytest.fixture
def whole(tmp_path, data_folder):
    """A folder with the real files; what is written there goes to a copy."""
    folder = tmp_path / "whole"
    folder.mkdir()
    for name in NAMES:
        (folder / name).symlink_to(data_folder / name)
    return folder


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Settings of a machine that has the files nowhere."""
    monkeypatch.setattr(sources, "DEBIAN_FOLDER", tmp_path / "debian")
    return Settings(cache=tmp_path / "cache")


def replaced(folder, name, content):
    """Put other bytes in the place of a file."""
    path = folder / name
    path.unlink()
    path.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def altered(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def test_the_real_files_are_proven(whole):
    sources.verify(whole)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: content[:-1], id="cut"),
        pytest.param(lambda content: b"", id="empty"),
        pytest.param(lambda content: content + b"\n", id="longer"),
        pytest.param(altered, id="altered"),
    ],
)
def test_a_damaged_file_is_named_with_both_hashes(whole, name, damage):
    found = replaced(whole, name, damage((whole / name).read_bytes()))
    with pytest.raises(DataError) as caught:
        sources.verify(whole)
    text = str(caught.value)
    assert str(whole / name) in text
    assert sources.SHA256[name] in text
    assert found in text
    assert "make setup" in text


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_named(whole, name):
    (whole / name).unlink()
    with pytest.raises(DataError, match=f"{name} in {whole}"):
        sources.verify(whole)


def test_two_files_with_their_names_exchanged_are_refused(whole):
    first, second = (whole / name for name in NAMES[1::2])
    first.rename(whole / "aside")
    second.rename(first)
    (whole / "aside").rename(second)
    with pytest.raises(DataError, match=NAMES[1]):
        sources.verify(whole)


def test_lookbook_data_wins(whole, places, data_folder):
    (places.cache).mkdir()
    shutil.copytree(data_folder, sources.cache_folder(places))
    assert sources.find(replace(places, data=whole)) == whole
    assert sources.find(places) == sources.cache_folder(places)


@pytest.mark.parametrize("deed", [sources.find, sources.fetch])
def test_a_wrong_lookbook_data_never_falls_through(whole, places, deed, tmp_path):
    places.cache.mkdir()
    shutil.copytree(whole, sources.cache_folder(places), symlinks=True)
    replaced(whole, LABELS_FILE, b"other")
    with pytest.raises(DataError, match=LABELS_FILE):
        deed(replace(places, data=whole))
    with pytest.raises(DataError, match="no such file"):
        deed(replace(places, data=tmp_path / "nowhere"))


@pytest.mark.parametrize("deed", [sources.find, sources.fetch])
def test_a_damaged_copy_in_the_cache_is_named_and_not_skipped(whole, places, deed):
    places.cache.mkdir()
    whole.rename(sources.cache_folder(places))
    replaced(sources.cache_folder(places), LABELS_FILE, b"other")
    with pytest.raises(DataError, match=LABELS_FILE):
        deed(places)


def test_debians_folder_is_used_when_the_cache_has_none(whole, places):
    whole.rename(sources.DEBIAN_FOLDER)
    assert sources.find(places) == sources.DEBIAN_FOLDER
    assert sources.fetch(places) == sources.DEBIAN_FOLDER
    assert not places.cache.exists()


def test_without_any_place_both_are_named(places):
    with pytest.raises(DataError, match="LOOKBOOK_DATA") as caught:
        sources.find(places)
    assert str(sources.cache_folder(places)) in str(caught.value)


def test_fetched_files_are_proven_and_installed_in_one_step(
    whole, places, monkeypatch, data_folder
):
    # the same code reads file: addresses, so no server is needed
    monkeypatch.setattr(sources, "KERAS_URL", f"{data_folder.as_uri()}/")
    said = []
    folder = sources.fetch(places, said.append)
    assert folder == sources.cache_folder(places)
    assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES)
    assert [path.name for path in places.cache.iterdir()] == [folder.name]
    assert sum("Fetching" in line for line in said) == len(NAMES)
    assert sources.fetch(places) == folder


@pytest.mark.parametrize("fault", ["missing", "cut", "altered"])
def test_a_fetch_that_fails_installs_nothing(
    whole, places, monkeypatch, tmp_path, fault
):
    content = (whole / LABELS_FILE).read_bytes()
    if fault == "missing":
        (whole / LABELS_FILE).unlink()
    else:
        broken = content[:-9] if fault == "cut" else altered(content)
        replaced(whole, LABELS_FILE, broken)
    monkeypatch.setattr(sources, "KERAS_URL", f"{whole.as_uri()}/")
    monkeypatch.setenv("PATH", str(tmp_path))  # no apt-get there
    said = []
    with pytest.raises(DataError) as caught:
        sources.fetch(places, said.append)
    assert "the address Keras uses" in str(caught.value)
    assert "there is no apt-get" in str(caught.value)
    assert "LOOKBOOK_DATA" in str(caught.value)
    assert any("not from there" in line for line in said)
    assert not places.cache.exists()


def test_another_process_may_install_first(whole, places, tmp_path):
    places.cache.mkdir()
    target = sources.cache_folder(places)
    sources._install(whole, target)
    sources._install(whole, target)
    sources.verify(target)
    assert list(places.cache.iterdir()) == [target]
