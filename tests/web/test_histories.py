import pytest

from tests.records import made

REF = "tiny/1"


@pytest.mark.parametrize(
    ("kind", "begins", "content_type"),
    [
        ("csv", "run,version,name,", "text/csv; charset=utf-8"),
        ("json", '{\n  "trainings": [', "application/json"),
    ],
)
def test_what_is_chosen_is_a_file(client, context, kind, begins, content_type):
    run_id = made.run(context.settings.runs)
    answer = client.get(f"/export/history.{kind}?show={run_id},{REF},nobody/1")
    assert (answer.status_code, answer.content_type) == (200, content_type)
    assert answer.text.startswith(begins)
    assert run_id in answer.text and REF in answer.text
    assert answer.headers["Content-Disposition"] == (
        f"attachment; filename=history.{kind}"
    )
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("show", ["", "?show=", "?show=../x", "?show=nobody/1"])
def test_nothing_chosen_is_a_problem(client, show):
    answer = client.get(f"/export/history.csv{show}")
    assert answer.status_code == 404
    assert "Choose rows on the History page" in answer.json["detail"]


def test_there_is_no_other_kind(client):
    assert client.get(f"/export/history.exe?show={REF}").text == "a page of Dash"
