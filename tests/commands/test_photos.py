"""`python -m dashboard photos`: what is learned from and what is only measured. The
training itself is tests/ml/photos/test_training.py."""

import sys
from argparse import ArgumentParser
from pathlib import Path

import pytest

from dashboard.commands import photos
from dashboard.data.photo_folder import Photo


def called(*words):
    parser = ArgumentParser()
    photos.arguments(parser)
    return parser.parse_args([str(word) for word in words])


@pytest.fixture
def folder(tmp_path):
    """Two parts with a folder of trousers each."""
    for part in ("train", "validation"):
        place = tmp_path / "photos" / part / "pants"
        place.mkdir(parents=True)
        (place / f"{part}.jpg").touch()
    return tmp_path / "photos"


def names(found):
    return [[photo.path.name for photo in part] for part in found]


def test_a_folder_in_two_parts_is_learned_from_and_measured_on(folder):
    assert names(photos.sets(called(folder))) == [["train.jpg"], ["validation.jpg"]]


def test_a_plain_folder_is_learned_from(folder):
    assert names(photos.sets(called(folder / "train"))) == [["train.jpg"], []]


def test_another_folder_can_be_measured_on(folder, tmp_path):
    (tmp_path / "other" / "hat").mkdir(parents=True)
    (tmp_path / "other" / "hat" / "a.jpg").touch()
    args = called(folder, "--measure", tmp_path / "other")
    assert names(photos.sets(args)) == [["train.jpg"], ["a.jpg"]]


def test_without_a_folder_there_are_no_photographs():
    assert photos.sets(called()) == ([], [])


def test_the_mapping_holds_for_both_parts(folder, tmp_path):
    mapping = tmp_path / "own.json"
    mapping.write_text('{"pants": "Shirt"}', encoding="utf-8")
    learn, measured = photos.sets(called(folder, "--mapping", mapping))
    assert [photo.right for photo in (*learn, *measured)] == [("Shirt",)] * 2


def test_a_folder_that_is_none_is_an_error_of_one_sentence(
    command, tmp_path, monkeypatch
):
    # told at once: loading Keras takes seconds
    monkeypatch.setitem(sys.modules, "keras", None)
    monkeypatch.setitem(sys.modules, "dashboard.ml.backend", None)
    status, out, err = command("photos", tmp_path / "nowhere")
    assert (status, out) == (1, "")
    assert err.startswith("error: Expected a folder") and err.count("\n") == 1


def photo(folder, number):
    return Photo(Path(f"{number}.jpg"), folder, ())


def test_the_card_learns_what_was_learned_from():
    learn = [photo("pants", 1), photo("pants", 2), photo("hat", 3)]
    drawings = [photo("bag", 1), photo("coat", 2)]
    lines = photos.sources(learn, drawings, "Own pictures (CC0)")
    assert lines == [
        "3 photographs in 2 folders",
        "2 drawings in 2 folders",
        "Fashion-MNIST (Zalando, MIT licence) given colour and ground",
        "Own pictures (CC0)",
    ]
    assert len(photos.sources([], [], "")) == 1
