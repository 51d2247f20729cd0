"""GET /openapi.json: the HTTP API described for machines, in OpenAPI 3.1."""

from typing import Any

from flask import Flask, Response, jsonify

from dashboard.labels import LABELS
from dashboard.web.api import MAX_BODY, MAX_FILES
from dashboard.web.context import Context

Schema = dict[str, Any]


def register(server: Flask, context: Context) -> None:
    """Add GET /openapi.json."""

    @server.get("/openapi.json")
    def openapi() -> Response:
        return jsonify(description())


def description() -> Schema:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Lookbook",
            "version": "1",
            "description": "Fashion-MNIST classifiers: pictures in, answers out.",
        },
        "paths": {
            "/api/v1/predict": {"post": _predict()},
            "/api/v1/models": {"get": _models()},
            "/livez": {"get": _livez()},
            "/readyz": {"get": _readyz()},
        },
        "components": {"schemas": _schemas()},
    }


def _predict() -> Schema:
    model = {
        "name": "model",
        "in": "query",
        "description": "NAME or NAME/NUMBER; the champion without it. "
        "A form field of the same name does the same.",
        "schema": {"type": "string", "maxLength": 100},
    }
    file = {"type": "string", "contentMediaType": "application/octet-stream"}
    files = {"type": "array", "items": file, "minItems": 1, "maxItems": MAX_FILES}
    properties = {"file": files, "model": {"type": "string"}}
    form = {"type": "object", "required": ["file"], "properties": properties}
    bad = "Every file was refused (the first one's status)"
    refused = {**_json("Predictions"), **_problem_content()}
    return {
        "operationId": "predict",
        "summary": f"Classify up to {MAX_FILES} pictures, {MAX_BODY >> 20} MiB in all",
        "parameters": [model],
        "requestBody": {
            "required": True,
            "content": {"multipart/form-data": {"schema": form}},
        },
        "responses": {
            "200": _response("One object per file, in order", "Predictions"),
            "400": {"description": f"No file sent, or: {bad}", "content": refused},
            "403": _problem("Sent by another site's page"),
            "404": _problem("No such model"),
            "413": {"description": f"Too much sent, or: {bad}", "content": refused},
            "415": _response(bad, "Predictions"),
            "503": _problem("There is no model, or it is damaged"),
        },
    }


def _models() -> Schema:
    return {
        "operationId": "models",
        "summary": "Every published version, the newest first",
        "responses": {
            "200": _response("The versions", "Models"),
            "503": _problem("The store cannot be read"),
        },
    }


def _livez() -> Schema:
    text = {"text/plain": {"schema": {"const": "ok"}}}
    ok = {"description": "The process answers", "content": text}
    return {"operationId": "livez", "responses": {"200": ok}}


def _readyz() -> Schema:
    return {
        "operationId": "readyz",
        "responses": {
            "200": _response("Predictions work; training may be down", "Readiness"),
            "503": _response("Predictions do not work", "Readiness"),
        },
    }


def _json(schema: str) -> Schema:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    return {"application/json": {"schema": reference}}


def _response(text: str, schema: str) -> Schema:
    return {"description": text, "content": _json(schema)}


def _problem_content() -> Schema:
    reference = {"$ref": "#/components/schemas/Problem"}
    return {"application/problem+json": {"schema": reference}}


def _problem(text: str) -> Schema:
    return {"description": text, "content": _problem_content()}


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
    }


def _schemas() -> Schema:
    text, number, whole = {"type": "string"}, {"type": "number"}, {"type": "integer"}
    label = {"enum": list(LABELS)}
    share = {"type": "number", "minimum": 0, "maximum": 1}
    answer = _object(
        file=text,
        label=label,
        confidence=share,
        probabilities=_object(**{name: share for name in LABELS}),
        verdict={"enum": ["sure", "unsure", "none"]},
        candidates={"type": "array", "items": label},
        model=text,
        version=whole,
        milliseconds=number,
    )
    model = _object(
        name=text,
        version=whole,
        champion={"type": "boolean"},
        architecture=text,
        weights=text,
        onnx=text,
        metrics={"type": "object"},
    )
    check = _object(ok={"type": "boolean"}, detail=text)
    names = ("store", "predictor", "disk", "training")
    either = {"oneOf": [answer, _object(file=text, error=text)]}
    return {
        "Predictions": _object(predictions={"type": "array", "items": either}),
        "Models": _object(models={"type": "array", "items": model}),
        "Readiness": _object(
            status={"enum": ["ready", "degraded", "unready"]},
            checks=_object(**{name: check for name in names}),
        ),
        "Problem": _object(type=text, title=text, status=whole, detail=text),
    }
