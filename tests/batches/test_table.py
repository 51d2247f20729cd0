"""Answers as CSV: the JSON's numbers, and nothing a spreadsheet would run."""

import csv
import io

import pytest

from dashboard.batches import table
from dashboard.labels import LABELS

ANSWER = {
    "file": "a, b.png",
    "label": "Coat",
    "confidence": 0.12345678901234568,
    "probabilities": {label: n / 45 for n, label in enumerate(LABELS)},
    "verdict": "unsure",
    "candidates": ["Coat", "Shirt"],
    "model": "tiny",
    "version": 3,
    "path": "photograph",
    "steps": ["Turned."],
    "milliseconds": 1.25,
}


def read(*answers):
    return list(csv.DictReader(io.StringIO("".join(table.lines(answers)), "")))


def test_numbers_are_those_of_the_json():
    [row] = read(ANSWER)
    assert float(row["confidence"]) == ANSWER["confidence"]
    assert {k: float(row[k]) for k in LABELS} == ANSWER["probabilities"]
    assert (row["file"], row["candidates"]) == ("a, b.png", "Coat; Shirt")
    assert (row["model"], row["version"], row["error"]) == ("tiny", "3", "")


def test_a_file_without_an_answer_has_its_sentence():
    [row] = read({"file": "x", "error": 'It is "cut".'})
    assert (row["error"], row["label"], row["confidence"]) == ('It is "cut".', "", "")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_name_is_a_formula(name):
    [row] = read({**ANSWER, "file": name})
    assert row["file"] == f"'{name}"


def test_without_an_answer_there_is_a_heading():
    assert "".join(table.lines([])) == ",".join(table.COLUMNS) + "\r\n"


def test_lines_come_one_at_a_time():
    def endless():
        while True:
            yield ANSWER

    lines = table.lines(endless())
    assert next(lines).startswith("file,")
    assert next(lines).startswith('"a, b.png"')
