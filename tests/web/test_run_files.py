"""What a run reported, by URL."""

import json

import pytest

from dashboard.jobs.queue import submit
from tests.jobs.stand_in import request


@pytest.fixture
def run(context):
    run = submit(context.settings, request("one"))
    run.report("epoch", epoch=1, loss=2.0)
    return run


@pytest.mark.parametrize("part", ["history", "events"])
def test_both_forms_come_as_files(client, run, part):
    table = client.get(f"/export/runs/{run.id}/{part}.csv")
    assert table.content_type == "text/csv; charset=utf-8"
    rows = json.loads(client.get(f"/export/runs/{run.id}/{part}.json").data)
    assert len(table.text.splitlines()) == len(rows) + 1
    name = f"attachment; filename={run.id}-{part}.csv"
    assert table.headers["Content-Disposition"] == name
    assert table.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "path",
    [
        "20260101-000000-cnn-0000/history.csv",
        *("..%2F..%2Fetc/history.csv", "x/events.json", "%00/events.csv"),
        *("{id}/log.txt", "{id}/history.xml", "{id}/", "{id}/../{id}/request.json"),
    ],
)
def test_anything_else_is_not_found(client, run, path):
    response = client.get(f"/export/runs/{path.format(id=run.id)}")
    assert response.status_code == 404
    assert response.content_type == "application/problem+json"
