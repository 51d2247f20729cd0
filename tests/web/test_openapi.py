"""The description says what the routes do."""

import io
import json

from dashboard.web.openapi import description
from tests.web.test_api import PREDICT, picture


def resolve(schema, whole):
    while "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = whole["components"]["schemas"][name]
    return schema


def fits(value, schema, whole):
    """A small check of the parts of JSON Schema the description uses."""
    schema = resolve(schema, whole)
    if "oneOf" in schema:
        return sum(fits(value, option, whole) for option in schema["oneOf"]) == 1
    if "enum" in schema:
        return value in schema["enum"]
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool}
    kinds |= {"integer": int, "number": (int, float)}
    if not isinstance(value, kinds[schema["type"]]):
        return False
    if schema["type"] == "array":
        return all(fits(item, schema["items"], whole) for item in value)
    if schema["type"] == "object" and "properties" in schema:
        parts = schema["properties"]
        return set(value) == set(parts) and all(
            fits(value[key], part, whole) for key, part in parts.items()
        )
    return True


def declared(whole, path, method, response):
    answers = whole["paths"][path][method]["responses"]
    content = answers[str(response.status_code)]["content"]
    return content[response.content_type.partition(";")[0]]["schema"]


def test_the_document_is_served_and_its_references_exist(client):
    whole = client.get("/openapi.json").json
    assert whole["openapi"].startswith("3.1")
    assert whole == json.loads(json.dumps(description()))
    for part in json.dumps(whole).split('"#/components/schemas/')[1:]:
        assert part.partition('"')[0] in whole["components"]["schemas"]


def test_every_path_described_exists_and_every_api_route_is_described(client):
    rules = {
        (rule.rule, method.lower())
        for rule in client.application.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.rule.startswith(("/api/v1", "/livez", "/readyz"))
    }
    paths = description()["paths"].items()
    assert {(path, method) for path, verbs in paths for method in verbs} == rules


def test_real_answers_fit_their_descriptions(client):
    whole = description()
    good, bad, cut = picture()[0], b"hello", picture()[0][:60]
    bodies = ([good], [good, bad], [bad], [cut], [], [good] * 65)
    statuses = []
    for contents in bodies:
        files = [(io.BytesIO(content), "a.png") for content in contents]
        response = client.post(PREDICT, data={"file": files})
        statuses.append(response.status_code)
        schema = declared(whole, PREDICT, "post", response)
        assert fits(response.json, schema, whole)
    assert statuses == [200, 200, 415, 400, 400, 413]
    for path in ("/api/v1/models", "/readyz"):
        response = client.get(path)
        assert fits(response.json, declared(whole, path, "get", response), whole)
