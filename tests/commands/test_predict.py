"""`python -m dashboard predict`."""

import csv
import io
import json
import os
import zipfile

import numpy as np
import pytest
from PIL import Image

from dashboard.labels import LABELS
from dashboard.serving.predictor import Predictor

KEYS = [
    *("file", "label", "confidence", "probabilities", "verdict"),
    *("candidates", "model", "version", "path", "steps", "milliseconds"),
]


def pixels(seed=0):
    random = np.random.default_rng(seed)
    return random.integers(0, 256, (28, 28), dtype=np.uint8)


@pytest.fixture
def pictures(tmp_path):
    """Four pictures in the dataset's own form."""
    paths = [tmp_path / f"{seed}.png" for seed in range(4)]
    for seed, path in enumerate(paths):
        Image.fromarray(pixels(seed)).save(path)
    return paths


def test_json_is_one_object_with_the_agreed_keys(command, publish, pictures):
    publish()
    status, out, err = command("predict", *pictures, "--json")
    assert (status, err) == (0, "")
    assert out.count("\n") == 1
    found = json.loads(out)
    assert list(found) == ["predictions"]
    assert [p["file"] for p in found["predictions"]] == list(map(str, pictures))
    assert all(list(p) == KEYS for p in found["predictions"])
    assert list(found["predictions"][0]["probabilities"]) == list(LABELS)


def test_a_28x28_png_gets_the_predictors_own_answer(command, publish, pictures):
    version = publish(temperature=3.0)
    _, out, _ = command("predict", *pictures, "--json")
    for seed, found in enumerate(json.loads(out)["predictions"]):
        answer = Predictor(version).predict(pixels(seed)[None])[0]
        assert list(found["probabilities"].values()) == answer.probabilities.tolist()
        assert found["label"] == answer.label
        assert found["verdict"] == answer.verdict
        assert found["candidates"] == list(answer.candidates)


def test_good_and_bad_files_keep_their_order(command, publish, pictures, tmp_path):
    publish()
    text, folder, empty = tmp_path / "a.txt", tmp_path / "folder", tmp_path / "e.png"
    text.write_text("hello", encoding="utf-8")
    folder.mkdir()
    empty.write_bytes(b"")
    nowhere = tmp_path / "nowhere.png"
    files = [text, pictures[0], folder, nowhere, pictures[1], empty]
    status, out, err = command("predict", *files, "--json")
    found = json.loads(out)["predictions"]
    assert (status, err) == (0, "")
    assert [p["file"] for p in found] == list(map(str, files))
    assert ["error" in p for p in found] == [True, False, True, True, False, True]
    assert all(set(p) == {"file", "error"} for p in found if "error" in p)


@pytest.mark.parametrize("json_flag", [[], ["--json"]])
def test_the_status_is_1_only_when_no_file_was_good(
    command, publish, pictures, tmp_path, json_flag
):
    publish()
    bad = tmp_path / "nowhere.png"
    assert command("predict", bad, *json_flag)[0] == 1
    assert command("predict", bad, bad, *json_flag)[0] == 1
    assert command("predict", bad, pictures[0], *json_flag)[0] == 0


def test_a_person_gets_one_line_for_each_file(command, publish, pictures, tmp_path):
    publish()
    bad = tmp_path / "nowhere.png"
    _, out, err = command("predict", pictures[0], bad)
    first, second = out.splitlines()
    assert first.startswith(f"{pictures[0]}: ")
    assert "tiny/1" in first
    assert second == f"{bad}: error: The file cannot be opened: No such file or " + (
        "directory."
    )
    assert err == ""


@pytest.mark.parametrize(
    ("thresholds", "words"),
    [
        ((0.1, -1e9), "probably none of the ten"),
        ((0.0, 1e9), "(sure;"),
        ((1.0, 1e9), "unsure: "),
    ],
)
def test_the_verdict_is_said_in_words(command, publish, pictures, thresholds, words):
    names = ("set_threshold", "energy_threshold")
    publish(verdict=dict(zip(names, thresholds, strict=True)), temperature=50.0)
    _, out, _ = command("predict", pictures[0])
    assert words in out


@pytest.mark.parametrize("model", ["other", "tiny/9", "../tiny", "tiny/x", "Tiny"])
def test_an_unknown_model_is_an_error_without_output(command, publish, pictures, model):
    publish()
    status, out, err = command("predict", pictures[0], "--model", model, "--json")
    assert (status, out) == (1, "")
    assert err.startswith("error: Expected ")
    assert err.count("\n") == 1


def test_a_model_can_be_chosen(command, publish, pictures):
    publish()
    publish()
    for model, number in (("tiny", 2), ("tiny/1", 1)):
        _, out, _ = command("predict", pictures[0], "--model", model, "--json")
        assert json.loads(out)["predictions"][0]["version"] == number


def test_an_empty_store_says_what_to_do(command, pictures):
    status, out, err = command("predict", pictures[0])
    assert (status, out) == (1, "")
    assert "python -m dashboard train" in err


def test_without_a_file_the_call_is_wrong(command):
    with pytest.raises(SystemExit) as caught:
        command("predict")
    assert caught.value.code == 2


def test_a_file_name_that_is_no_text_does_no_harm(command, publish, tmp_path):
    publish()
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.png")
    Image.fromarray(pixels()).save(path)
    status, out, _ = command("predict", path, "--json")
    assert status == 0
    assert json.loads(out.encode("utf-8"))["predictions"][0]["file"] == path
    status, out, _ = command("predict", path)
    assert status == 0
    assert r"\udcff.png" in out


def test_csv_has_the_numbers_of_the_json(command, publish, pictures, tmp_path):
    publish()
    bad = tmp_path / "notes.txt"
    bad.write_text("hello", encoding="utf-8")
    _, out, _ = command("predict", *pictures, bad, "--json")
    expected = json.loads(out)["predictions"]
    status, out, err = command("predict", *pictures, bad, "--csv")
    rows = list(csv.DictReader(io.StringIO(out, "")))
    assert (status, err) == (0, "")
    assert [row["file"] for row in rows] == [p["file"] for p in expected]
    assert [float(row["confidence"]) for row in rows[:-1]] == [
        p["confidence"] for p in expected[:-1]
    ]
    assert rows[-1]["error"] == expected[-1]["error"]


def test_a_folder_and_a_zip_get_an_answer_for_each_file(
    command, publish, pictures, tmp_path
):
    publish()
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as made:
        for path in pictures:
            made.write(path, f"summer/{path.name}")
    _, out, _ = command("predict", tmp_path, "--json")
    names = [p["file"] for p in json.loads(out)["predictions"] if "error" not in p]
    inside = [f"{tmp_path}/all.zip/summer/{path.name}" for path in pictures]
    assert sorted(names) == sorted([*map(str, pictures), *inside])


def test_two_forms_at_once_are_a_wrong_call(command):
    with pytest.raises(SystemExit) as caught:
        command("predict", "a.png", "--csv", "--json")
    assert caught.value.code == 2
