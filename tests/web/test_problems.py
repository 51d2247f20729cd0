"""Every error of the HTTP routes is a problem of RFC 9457, and its type explains it."""

from dataclasses import replace

import pytest

from dashboard.web import problems
from dashboard.web.openapi import description
from tests.web.conftest import serve

USUAL = ["type", "title", "status", "detail", "instance"]
PREDICT = "/api/v1/predict"


@pytest.mark.parametrize(
    "method, path, headers, status, kind",
    [
        ("POST", PREDICT, {}, 400, "NoFile"),
        ("POST", f"{PREDICT}?model=tiny", {}, 400, "NoFile"),
        ("GET", "/api/v1/models", {"Host": "evil.example"}, 400, "ForeignHost"),
        ("GET", "/livez", {"Host": "evil.example"}, 400, "ForeignHost"),
        ("POST", PREDICT, {"Origin": "http://evil.example"}, 403, "ForeignSite"),
        ("GET", "/api/v2/models", {}, 404, None),
        ("DELETE", "/api/v1/models", {}, 405, None),
        ("POST", "/readyz", {}, 405, None),
        ("PUT", "/livez", {}, 405, None),
        ("POST", "/openapi.json", {}, 405, None),
        ("GET", "/images/none", {}, 404, None),
    ],
)
def test_an_error_is_a_problem(client, method, path, headers, status, kind):
    form = "multipart/form-data; boundary=x"
    response = client.open(path, method=method, headers=headers, content_type=form)
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert list(response.json) == USUAL
    assert response.json["status"] == status
    assert response.json["instance"] == path.partition("?")[0]
    type_ = response.json["type"]
    assert type_ == (problems.EXPLAINED_AT + kind if kind else "about:blank")


def test_a_type_is_the_address_of_its_explanation(client):
    served = client.get("/openapi.json").json
    for kind, title in problems.TITLES.items():
        path, _, pointer = (problems.EXPLAINED_AT + kind).partition("#")
        assert path == "/openapi.json"
        found = served
        for part in pointer.strip("/").split("/"):
            found = found[part]
        assert found["summary"] == found["value"]["title"] == title
        assert found["description"]
        assert found["value"]["type"] == problems.EXPLAINED_AT + kind


def test_no_kind_is_explained_that_nobody_can_meet():
    [predict] = description()["paths"][PREDICT].values()
    [ready] = description()["paths"]["/readyz"].values()
    met = {
        name
        for operation in (predict, ready)
        for answer in operation["responses"].values()
        for content in answer["content"].values()
        for name in content.get("examples", {})
    }
    assert set(problems.TITLES) <= met


@pytest.mark.parametrize("path", ["/api/v1/models", "/readyz"])
def test_a_defect_is_a_problem_that_tells_nothing_from_inside(context, path):
    broken = replace(context, store=None)
    response = serve(broken).test_client().get(path)
    assert response.status_code == 500
    assert response.content_type == "application/problem+json"
    assert list(response.json) == USUAL
    assert response.json["type"] == "about:blank"
    assert "log" in response.json["detail"]
    assert "None" not in response.text


def test_pages_keep_errors_of_their_own(client):
    response = client.post("/browse")
    assert response.status_code == 405
    assert response.content_type.startswith("text/html")


def test_an_instance_is_an_address_whatever_was_asked_for(client):
    response = client.get("/api/a b/<script>/é")
    assert response.json["instance"] == "/api/a%20b/%3Cscript%3E/%C3%A9"
