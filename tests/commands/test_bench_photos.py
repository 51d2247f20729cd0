"""`python -m dashboard bench photos`."""

import json

import numpy as np
import pytest
from PIL import Image

from dashboard.analysis.photographs import summary
from dashboard.bench.photographs import METHODS, OWN, Row
from dashboard.commands import bench_photos
from tests import tiny


@pytest.fixture
def photos(tmp_path):
    """Two folders, each with one photograph."""
    random = np.random.default_rng(0)
    for name in ("pants", "hat"):
        (tmp_path / "photos" / name).mkdir(parents=True)
        values = random.integers(0, 256, (60, 90, 3), dtype=np.uint8)
        Image.fromarray(values).save(tmp_path / "photos" / name / "a.png")
    return tmp_path / "photos"


@pytest.fixture
def both(publish, store):
    publish()
    store.publish("photographs", tiny.fill_colour)


def test_without_photographs_there_is_nothing_to_measure(command, both, tmp_path):
    status, out, err = command("bench", "photos")
    assert (status, out) == (1, "")
    assert "--data DIR" in err
    assert command("bench", "photos", "--data", tmp_path / "nowhere")[0] == 1


def test_json_has_a_row_for_every_way(command, both, photos):
    status, out, err = command("bench", "photos", "--data", photos, "--json")
    assert (status, err) == (0, "")
    rows = json.loads(out)["rows"]
    assert [row["method"] for row in rows] == list(METHODS)
    assert [f["name"] for f in rows[0]["found"]["folders"]] == ["hat", "pants"]


@pytest.mark.parametrize("model", ["tiny", "photographs/1", "auto"])
def test_a_model_that_is_named_is_measured_alone(command, both, photos, model):
    words = ("bench", "photos", "--data", photos, "--model", model, "--json")
    [row] = json.loads(command(*words)[1])["rows"]
    assert row["method"] == OWN


def test_an_unknown_model_is_an_error(command, both, photos):
    status, out, err = command("bench", "photos", "--data", photos, "--model", "x")
    assert (status, out) == (1, "")
    assert err.startswith("error: Expected ")


def test_a_mapping_says_what_is_right(command, both, photos, tmp_path):
    mapping = tmp_path / "own.csv"
    mapping.write_text("pants,Bag\nhat,Bag;Coat\n", encoding="utf-8")
    words = ("--data", photos, "--mapping", mapping, "--json")
    [row, *_] = json.loads(command("bench", "photos", *words)[1])["rows"]
    assert [folder["garment"] for folder in row["found"]["folders"]] == [True, True]


def test_a_person_gets_a_table_and_is_told_of_unread_files(command, both, photos):
    (photos / "hat" / "broken.jpg").write_bytes(b"hello")
    status, out, _ = command("bench", "photos", "--data", photos)
    text = " ".join(out.split())
    assert status == 0
    assert "balanced" in text and "pants" in text
    assert "Files that could not be read: 1" in text


def test_a_table_for_a_document_has_a_line_for_every_way(command, both, photos):
    status, out, _ = command("bench", "photos", "--data", photos, "--markdown")
    lines = out.splitlines()
    assert (status, len(lines)) == (0, 2 + len(METHODS))
    assert len({line.count("|") for line in lines}) == 1
    assert lines[-1].startswith(f"| {OWN} |")


def test_the_cell_of_no_garment_is_the_share_turned_away():
    answers = np.zeros((3, 10), np.float32)
    answers[0, 1] = 1
    found = summary(
        np.array([1, 0, 0]),
        ["sure", "none", "sure"],
        [[1], [], [0]],
        answers,
        ["pants", "hat", "hat"],
    )
    row = Row("a way", found, 12.4, 0)
    named = dict(zip(bench_photos.columns([row]), bench_photos.cells(row), strict=True))
    assert named == {
        "method": "a way",
        "balanced accuracy": "1.00",
        "hat": "0.50",
        "pants": "1.00",
        "garments turned away": "0.00",
        "others turned away or unsure": "0.50",
        "ms": "12",
    }


def test_what_was_not_measured_is_a_dash():
    assert bench_photos.share(None) == "-"
