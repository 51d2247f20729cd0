"""Photographs in a folder of folders, and the labels that a mapping gives them."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data import photo_folder
from dashboard.data.photo_folder import CLOTHING, Photo
from dashboard.errors import DataError
from dashboard.labels import LABELS


@pytest.fixture
def folder(tmp_path):
    """Empty files: nothing here opens a picture."""
    place = tmp_path / "pictures"
    for name in ("pants/b.jpg", "pants/a.PNG", "hat/deep/c.webp", "shoes/d.jpeg"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).touch()
    return place


def found(folder, **options):
    return [(p.path.name, p.folder, p.right) for p in photo_folder.photos(folder)]


def test_folders_of_the_clothing_dataset_need_no_mapping(folder):
    assert found(folder) == [
        ("c.webp", "hat", ()),
        ("a.PNG", "pants", ("Trouser",)),
        ("b.jpg", "pants", ("Trouser",)),
        ("d.jpeg", "shoes", ("Sandal", "Sneaker", "Ankle boot")),
    ]


def test_folders_named_as_labels_need_no_mapping(tmp_path):
    for label in ("Trouser", "Ankle boot"):
        (tmp_path / label).mkdir()
        (tmp_path / label / "a.jpg").touch()
    assert [right for _, _, right in found(tmp_path)] == [("Ankle boot",), ("Trouser",)]


def test_only_files_of_pictures_count(folder):
    (folder / "pants" / "notes.txt").touch()
    (folder / "pants" / "folder.jpg").mkdir()
    (folder / "license.jpg").touch()
    (folder / "empty and unknown").mkdir()
    assert len(found(folder)) == 4


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize(
    "name, text",
    [
        ("mapping.json", '{"pants": "Shirt", "hat": null, "shoes": ["Bag", "Coat"]}'),
        ("mapping.csv", "folder,label\npants,Shirt\nhat,\nshoes,Bag;Coat\n"),
        ("mapping.csv", "pants,Shirt\nhat,none\n\nshoes, Bag | Coat \n"),
        (
            "mapping.csv",
            "\ufeffClass,a,b\npants,Shirt\nhat,None of the ten\nshoes,Bag,Coat\n",
        ),
    ],
)
def test_a_mapping_in_the_folder_or_beside_it_is_taken(folder, name, text, beside):
    place = folder.parent if beside else folder
    (place / name).write_text(text, encoding="utf-8")
    assert [right for _, _, right in found(folder)] == [
        *[(), ("Shirt",), ("Shirt",), ("Bag", "Coat")]
    ]


def test_a_mapping_that_is_named_wins(folder, tmp_path):
    (folder / "mapping.json").write_text("{}", encoding="utf-8")
    own = tmp_path / "own.JSON"
    own.write_text(json.dumps(dict.fromkeys(("pants", "hat", "shoes"), "Bag")))
    assert {p.right for p in photo_folder.photos(folder, own)} == {("Bag",)}


def test_a_folder_without_labels_is_named(folder):
    (folder / "socks").mkdir()
    (folder / "socks" / "a.jpg").touch()
    with pytest.raises(DataError, match="'socks'.*empty list for none"):
        photo_folder.photos(folder)


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_no_folder_and_no_picture_are_said(tmp_path, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match=name):
        photo_folder.photos(tmp_path / name)


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", "3", '{"a": 3}', '{"a": [3]}', '{"a": {"b": 1}}'),
        *('{"a": ["Trousers"]}', '{"a": "shirt"}', "[" * 100_000),
    ],
)
def test_json_of_another_form_is_refused_and_named(tmp_path, text):
    path = tmp_path / "mapping.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"mapping\.json"):
        photo_folder.read_mapping(path)


@pytest.mark.parametrize("content", [b"a,Trousers\n", b"\xff\xfe", b"x" * 200_000])
def test_csv_of_another_form_is_refused_and_named(tmp_path, content):
    path = tmp_path / "mapping.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"mapping\.csv"):
        photo_folder.read_mapping(path)


def test_a_missing_mapping_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"nothing\.csv"):
        photo_folder.read_mapping(tmp_path / "nothing.csv")


@given(
    st.dictionaries(
        st.text(min_size=1).filter(str.strip),
        st.lists(st.sampled_from(LABELS), unique=True),
    )
)
def test_every_mapping_of_labels_survives_json(tmp_path_factory, pairs):
    path = tmp_path_factory.mktemp("mapping") / "mapping.json"
    path.write_text(json.dumps(pairs), encoding="utf-8")
    assert photo_folder.read_mapping(path) == {k: tuple(v) for k, v in pairs.items()}


@given(st.text() | st.from_regex(r'([a-c]*[,;|"\n ](none|Bag|Coat)?){0,9}'))
def test_any_text_is_a_mapping_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("mapping") / "mapping.csv"
    path.write_text(text, encoding="utf-8", errors="replace")
    try:
        pairs = photo_folder.read_mapping(path)
    except DataError:
        return
    assert all(set(labels) <= set(LABELS) for labels in pairs.values())


def test_the_built_in_mapping_names_labels_only():
    assert {label for labels in CLOTHING.values() for label in labels} <= set(LABELS)


def test_answers_are_one_for_each_right_label(tmp_path):
    photos = [
        Photo(tmp_path / "a.jpg", "shoes", ("Sandal", "Ankle boot")),
        Photo(tmp_path / "b.jpg", "hat", ()),
    ]
    expected = np.zeros((2, 10), np.float32)
    expected[0, [5, 9]] = 1
    found = photo_folder.answers(photos)
    np.testing.assert_array_equal(found, expected)
    assert found.dtype == np.float32
    assert photo_folder.answers([]).shape == (0, 10)


def test_a_tenth_is_held_out_and_the_name_alone_decides(tmp_path):
    photos = [Photo(tmp_path / f"{number}.jpg", "x", ()) for number in range(3000)]
    held = [photo for photo in photos if photo.held_out(0.1)]
    assert 240 < len(held) < 360
    moved = Photo(tmp_path / "other" / held[0].path.name, "y", ("Bag",))
    assert moved.held_out(0.1)
    assert not any(photo.held_out(0) for photo in photos)
