"""History and events as text."""

import csv
import io
import json

import pytest

from dashboard.jobs import export
from dashboard.jobs.queue import submit
from tests.jobs.stand_in import request


@pytest.fixture
def run(settings):
    run = submit(settings, request("one"))
    run.report("epoch", epoch=1, loss=2.0)
    run.report("epoch", epoch=2, loss=1.0, learning_rate=1e-3)
    return run


@pytest.mark.parametrize(("part", "count"), [("history", 2), ("events", 3)])
def test_both_forms_have_every_row(run, part, count):
    rows = export.rows(run, part)
    assert len(rows) == count
    assert json.loads(export.as_json(rows)) == rows
    lines = list(csv.DictReader(io.StringIO(export.as_csv(rows))))
    assert len(lines) == count
    assert (lines[-1]["loss"], lines[-1]["learning_rate"]) == ("1.0", "0.001")
    assert lines[-2].get("learning_rate") == ""


def test_nothing_is_a_heading_and_an_empty_list():
    assert json.loads(export.as_json([])) == []
    assert export.as_csv([]).strip() == ""


def test_no_cell_is_a_formula():
    assert export.as_csv([{"message": "=1+1"}]).splitlines()[1] == "'=1+1"
