"""The description says what the routes do: no status, key or address more or less."""

import json

import jsonschema
import pytest

from dashboard.web.openapi import description
from tests.web.test_api import PREDICT, picture, send


def closed(value):
    """The description without leave for keys that it does not name."""
    if isinstance(value, list):
        return [closed(item) for item in value]
    if not isinstance(value, dict):
        return value
    value = {key: closed(item) for key, item in value.items()}
    if value.get("type") == "object" and "properties" in value:
        value["additionalProperties"] = False
    return value


WHOLE = closed(description())


def check(value, media_type_object):
    """Raise ValidationError unless the value fits what the description says of it."""
    schema = {**media_type_object["schema"], "components": WHOLE["components"]}
    jsonschema.Draft202012Validator(schema).validate(value)


def check_answer(path, method, response):
    """The same for a response of the server: its status and content type, too."""
    stated = WHOLE["paths"][path][method]["responses"][str(response.status_code)]
    check(response.json, stated["content"][response.content_type])


def contents():
    """Every media type object of every response."""
    for verbs in WHOLE["paths"].values():
        for operation in verbs.values():
            for answer in operation["responses"].values():
                yield from answer["content"].values()


def test_the_document_is_served_and_its_references_exist(client):
    whole = client.get("/openapi.json").json
    assert whole["openapi"].startswith("3.1")
    assert whole == json.loads(json.dumps(description()))
    for part in json.dumps(whole).split('"#/components/')[1:]:
        kind, name = part.partition('"')[0].split("/")
        assert name in whole["components"][kind]


def test_every_path_described_exists_and_every_api_route_is_described(client):
    places = ("/api/v1", "/livez", "/readyz", "/openapi.json")
    rules = {
        (rule.rule, method.lower())
        for rule in client.application.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.rule.startswith(places)
    }
    paths = description()["paths"].items()
    assert {(path, method) for path, verbs in paths for method in verbs} == rules


GOOD, BAD, CUT = picture()[0], b"hello", picture()[0][:60]


@pytest.mark.parametrize(
    "contents, status",
    [
        ([GOOD], 200),
        ([GOOD, BAD], 200),
        ([BAD, CUT], 415),
        ([CUT], 400),
        ([], 400),
        ([GOOD] * 65, 413),
    ],
)
def test_answers_fit_their_descriptions(client, contents, status):
    response = send(client, *(("a.png", content) for content in contents))
    assert response.status_code == status
    check_answer(PREDICT, "post", response)


@pytest.mark.parametrize("path", ["/api/v1/models", "/readyz", "/openapi.json"])
def test_what_can_be_read_fits_its_description(client, path):
    check_answer(path, "get", client.get(path))
    check_answer(path, "get", client.get(path, headers={"Host": "evil.example"}))


def test_every_example_fits_its_description():
    examples = WHOLE["components"]["examples"]
    pairs = [(name, each) for each in contents() for name in each.get("examples", ())]
    assert {name for name, _ in pairs} == set(examples) - {"Model"}
    for name, content in pairs:
        check(examples[name]["value"], content)


def test_a_key_that_nobody_described_would_be_seen(client):
    [answer] = send(client, ("a.png", GOOD)).json["predictions"]
    content = WHOLE["paths"][PREDICT]["post"]["responses"]["200"]["content"]
    with pytest.raises(jsonschema.ValidationError):
        value = {"predictions": [{**answer, "undescribed": 1}]}
        check(value, content["application/json"])
