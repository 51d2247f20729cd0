import json

import pytest

from dashboard.errors import RunError
from dashboard.jobs.request import Request
from tests.jobs.stand_in import request


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "../x"},
        {"name": "shoes\n"},
        {"name": "Shoes"},
        {"name": "a" * 65},
        {"name": None},
        {"start": "shoes/0"},
        {"start": "shoes/../x"},
        {"start": ""},
        {"token": ""},
        {"token": "t" * 201},
        {"created_by": None},
        {"priority": "1"},
        {"priority": True},
        {"recipe": None},
        {"study": "../x"},
        {"publish": None},
    ],
)
def test_a_request_that_makes_no_sense_is_refused(changes):
    with pytest.raises(RunError, match="Received"):
        request(**{"token": "t", **changes})


def test_a_stored_request_reads_back(tmp_path):
    wish = request("t", start="shoes/3", recipe={"epochs": 2}, priority=-1)
    wish.write(tmp_path / "request.json")
    assert Request.read(tmp_path / "request.json") == wish


def test_a_request_from_before_there_were_studies_reads_back(tmp_path):
    path = tmp_path / "request.json"
    request("t").write(path)
    stored = json.loads(path.read_text())
    del stored["study"], stored["publish"]
    path.write_text(json.dumps(stored))
    assert Request.read(path) == request("t", study=None, publish=True)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"null", b'{"name": "x"}'])
def test_a_damaged_request_is_named(tmp_path, content):
    (tmp_path / "request.json").write_bytes(content)
    with pytest.raises(RunError, match=r"request\.json"):
        Request.read(tmp_path / "request.json")
