"""Corrections taken away."""

import csv
import io
import zipfile

import numpy as np
from PIL import Image

from dashboard.corrections import export
from tests.corrections.conftest import pixels


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_table_has_a_row_each_with_what_a_spreadsheet_would_trip_over(
    corrections, save
):
    entry = save(note='a "quoted", two\nlines; ü')
    text = export.table(corrections, corrections.list().entries)
    [row] = rows(text)
    assert list(row) == list(export.COLUMNS)
    assert row["note"] == 'a "quoted", two\nlines; ü'
    assert (row["label"], row["answer"]) == ("Coat", "Pullover")
    assert row["held_out"] == str(entry.held_out)
    assert row["steps"] == "Turned upright. Cropped."


def test_without_corrections_there_is_a_heading(corrections):
    assert export.table(corrections, []).split(",")[0] == "id"


def test_the_zip_file_has_the_table_and_what_it_names(corrections, save):
    entries = [save(1), save(2)]
    file = io.BytesIO()
    export.archive(corrections, entries, file)
    with zipfile.ZipFile(file) as made:
        assert made.testzip() is None
        found = rows(made.read("corrections.csv").decode())
        assert len(made.namelist()) == 5
        for number, row in enumerate(found, start=1):
            image = Image.open(io.BytesIO(made.read(row["pixels"])))
            np.testing.assert_array_equal(np.asarray(image), pixels(number))
            assert made.read(row["picture"])


def test_what_is_deleted_meanwhile_is_in_no_file(corrections, save):
    entries = [save(1), save(2)]
    corrections.delete(entries[0].id)
    file = io.BytesIO()
    export.archive(corrections, entries, file)
    with zipfile.ZipFile(file) as made:
        [row] = rows(made.read("corrections.csv").decode())
        assert row["id"] == entries[1].id
        assert len(made.namelist()) == 3
