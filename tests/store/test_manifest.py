"""The manifest: its form, and that it and the files of a version prove each other."""

import json
import shutil

import numpy as np
import pytest

from dashboard.chaos.versions import fill as light_fill
from dashboard.errors import StoreError
from dashboard.store import manifest
from dashboard.store.versions import ModelStore
from tests.tiny import fill

FLIPPED = ("model.onnx", "head.npz", "predictions.npz", "history.csv", "CARD.md")


@pytest.fixture(scope="module")
def version(tmp_path_factory):
    """A real version; tests put back what they change."""
    answers = np.random.default_rng(0).random((20, 10), np.float32)
    store = ModelStore(tmp_path_factory.mktemp("store"))
    return store.publish(
        "tiny", lambda folder: fill(folder, predictions={"test_logits": answers})
    )


@pytest.mark.parametrize("name", FLIPPED)
def test_a_flipped_byte_of_a_file_is_noticed_and_named(version, name):
    path = version.file(name)
    whole = path.read_bytes()
    places = np.random.default_rng(len(whole)).integers(0, len(whole), 20)
    for place in (0, len(whole) - 1, *places.tolist()):
        with path.open("r+b") as file:
            file.seek(place)
            file.write(bytes([whole[place] ^ 1]))
        with pytest.raises(StoreError, match=name):
            version.verify()
        path.write_bytes(whole)
    version.verify()


@pytest.mark.parametrize("name", manifest.REQUIRED_FILES)
def test_a_cut_or_missing_file_is_noticed(version, name):
    path = version.file(name)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] or b"x")
    with pytest.raises(StoreError, match=name):
        version.verify()
    path.unlink()
    with pytest.raises(StoreError, match="no such file"):
        version.verify()
    path.write_bytes(whole)
    version.verify()


def test_a_flipped_bit_anywhere_in_the_manifest_is_noticed(version):
    path = version.file("manifest.json")
    whole = path.read_bytes()
    unnoticed = []
    for place, byte in enumerate(whole):
        changed = bytearray(whole)
        changed[place] = byte ^ (1 << place % 8)
        path.write_bytes(changed)
        try:
            manifest.read(version.folder)
        except StoreError:
            continue
        unnoticed.append((place, chr(byte)))
    path.write_bytes(whole)
    assert unnoticed == []


def test_a_better_figure_cannot_be_written_in(version):
    path = version.file("manifest.json")
    whole = path.read_text(encoding="utf-8")
    better = whole.replace('"test_accuracy": 0.1', '"test_accuracy": 0.9')
    assert better != whole
    path.write_text(better, encoding="utf-8")
    with pytest.raises(StoreError, match="seal"):
        manifest.read(version.folder)
    path.write_text(whole, encoding="utf-8")


def test_a_manifest_without_its_seal_is_refused(store):
    version = store.publish("bare", light_fill)
    bare = {key: value for key, value in version.manifest.items() if key != "seal"}
    version.file("manifest.json").write_text(json.dumps(bare), encoding="utf-8")
    with pytest.raises(StoreError, match="seal"):
        store.get("bare")


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", "1", '"text"', "{}", "[" * 100_000, "\ufeff{}"),
        *("nonsense", '{"format": 1}', '{"format": 2}', '{"format": 99}'),
    ],
    ids=lambda text: text[:12] or "empty",
)
def test_what_is_no_manifest_is_a_store_error(store, text):
    version = store.publish("a", light_fill)
    version.file("manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match="manifest"):
        manifest.read(version.folder)
    assert store.list() == []


def test_bytes_that_are_no_text_are_a_store_error(store):
    version = store.publish("a", light_fill)
    version.file("manifest.json").write_bytes(b"\xff\xfe\x00{}")
    with pytest.raises(StoreError):
        manifest.read(version.folder)


@pytest.mark.parametrize("key", manifest.REQUIRED_KEYS)
def test_a_missing_key_is_named(store, key):
    version = store.publish("a", light_fill)
    manifest.write(version.folder, {k: v for k, v in _content(version) if k != key})
    with pytest.raises(StoreError, match=key):
        manifest.read(version.folder)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("format", value) for value in (0, 3, "2", None)),
        *(("version", value) for value in ("1", None, 1.5)),
        *(("files", value) for value in ([], None, "x")),
        *(("created_at", value) for value in (5, None)),
        *(("metrics", value) for value in ([], None)),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(store, key, value):
    version = store.publish("a", light_fill)
    manifest.write(version.folder, {**dict(_content(version)), key: value})
    with pytest.raises(StoreError, match=key):
        manifest.read(version.folder)
    assert store.list() == []


@pytest.mark.parametrize("entry", [None, {}, "text", {"sha256": None}, 5])
def test_a_file_without_a_hash_is_refused(store, entry):
    version = store.publish("a", light_fill)
    content = dict(_content(version))
    content["files"]["CARD.md"] = entry
    manifest.write(version.folder, content)
    with pytest.raises(StoreError, match=r"CARD\.md"):
        store.get("a").verify()


def test_a_folder_without_manifest_is_a_store_error(tmp_path):
    with pytest.raises(StoreError, match=r"manifest\.json"):
        manifest.read(tmp_path)


def test_a_copy_of_a_store_is_as_whole_as_the_store(version, tmp_path):
    shutil.copytree(version.folder.parent.parent, tmp_path / "copy")
    ModelStore(tmp_path / "copy").get("tiny").verify()


def _content(version):
    return [(key, value) for key, value in version.manifest.items() if key != "seal"]
