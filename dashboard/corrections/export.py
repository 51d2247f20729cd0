"""Corrections to take away: a table, and the table with the pictures in a zip file."""

import csv
import io
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from typing import BinaryIO

from dashboard.corrections.entry import Correction
from dashboard.corrections.folder import Corrections
from dashboard.errors import CorrectionError

COLUMNS = (
    *("id", "label", "answer", "version", "saved_at", "held_out", "in_dataset"),
    *("photograph", "note", "steps", "picture", "pixels"),
)


def table(corrections: Corrections, entries: Iterable[Correction]) -> str:
    """A CSV file with a heading; paths are those inside the zip file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    for entry in entries:
        with suppress(CorrectionError):  # deleted meanwhile
            writer.writerow(_row(corrections, entry))
    return text.getvalue()


def archive(
    corrections: Corrections, entries: Iterable[Correction], file: BinaryIO
) -> None:
    """Write a zip file: corrections.csv, and each picture with its 28x28 pixels."""
    entries = list(entries)
    # pictures are compressed already
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made:
        made.writestr("corrections.csv", table(corrections, entries))
        for entry in entries:
            # deleted meanwhile: then it is in no file that leaves this folder
            with suppress(CorrectionError, FileNotFoundError):
                for path in _files(corrections, entry):
                    made.write(path, f"{entry.id}/{path.name}")


def _files(corrections: Corrections, entry: Correction):
    return corrections.picture(entry.id), corrections.pixels_file(entry.id)


def _row(corrections: Corrections, entry: Correction) -> dict:
    picture, pixels = _files(corrections, entry)
    return {
        **entry.to_dict(),
        "held_out": entry.held_out,
        "steps": " ".join(entry.steps),
        "picture": f"{entry.id}/{picture.name}",
        "pixels": f"{entry.id}/{pixels.name}",
    }
