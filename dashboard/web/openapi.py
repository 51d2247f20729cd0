"""GET /openapi.json: the HTTP API described for machines, in OpenAPI 3.1.

The objects are in `dashboard.web.schemas`, the examples in `dashboard.web.examples`.
"""

from http import HTTPStatus
from typing import Any

from flask import Flask, Response, jsonify

from dashboard.web import examples, schemas
from dashboard.web.api import MAX_BODY, MAX_FILES, MAX_REF
from dashboard.web.context import Context

Schema = dict[str, Any]
ABOUT = (
    "Fashion-MNIST classifiers: pictures in, answers out. Every error is a problem "
    "document of RFC 9457 (application/problem+json). Its `type` is about:blank, or "
    "the address of the example in this document that explains that kind. Beside the "
    "errors of each operation: another path below /api/ is 404, another method 405 "
    "with the header Allow."
)
ANY_PICTURE = ", ".join(
    f"image/{kind}" for kind in ("png", "jpeg", "webp", "avif", "gif", "bmp")
)


def register(server: Flask, context: Context) -> None:
    """Add GET /openapi.json."""

    @server.get("/openapi.json")
    def openapi() -> Response:
        return jsonify(description())


def description() -> Schema:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Lookbook", "version": "1", "description": ABOUT},
        "paths": {
            "/api/v1/predict": {"post": _predict()},
            "/api/v1/models": {"get": _models()},
            "/livez": {"get": _livez()},
            "/readyz": {"get": _readyz()},
            "/openapi.json": {"get": _openapi()},
        },
        "components": {"schemas": schemas.named(), "examples": examples.named()},
    }


def _predict() -> Schema:
    return {
        "operationId": "predict",
        "summary": f"Classify up to {MAX_FILES} pictures, {MAX_BODY >> 20} MiB in all",
        "description": "Each file is judged on its own. As long as one can be read, "
        "the answer is 200 and every other file has its error in its place. When none "
        "can, it is a problem with the first one's status (400 empty or damaged, 413 "
        "too large, 415 not a picture of a known kind) and all errors in "
        "`predictions`. Try: curl -F file=@shirt.png URL/api/v1/predict",
        "parameters": [_model()],
        "requestBody": {"required": True, "content": {"multipart/form-data": _form()}},
        "responses": {
            "200": _good("One object per file, in order", "Predictions", "Mixed"),
            **_problem(400, "NoFile", "FilesRefused", "ForeignHost"),
            **_problem(403, "ForeignSite"),
            **_problem(404, "NoSuchModel"),
            **_problem(413, "TooMuch", "FilesRefused"),
            **_problem(415, "FilesRefused"),
            **_problem(500),
            **_problem(503, "StoreUnavailable"),
        },
    }


def _model() -> Schema:
    return {
        "name": "model",
        "in": "query",
        "description": "NAME or NAME/NUMBER. Without it, or as auto, the picture "
        "decides: the champion, or for photographs the version made for them. "
        "A form field of the same name does the same; two different names are none.",
        "schema": {"type": "string", "maxLength": MAX_REF},
        "examples": {"newest": {"$ref": "#/components/examples/Model"}},
    }


def _form() -> Schema:
    file = {"type": "string", "contentMediaType": "application/octet-stream"}
    files = {"type": "array", "items": file, "minItems": 1, "maxItems": MAX_FILES}
    model = {"type": "string", "maxLength": MAX_REF}
    form = {"file": files, "model": model}
    schema = {"type": "object", "required": ["file"], "properties": form}
    return {"schema": schema, "encoding": {"file": {"contentType": ANY_PICTURE}}}


def _models() -> Schema:
    return {
        "operationId": "models",
        "summary": "Every published version, the newest first",
        "responses": {
            "200": _good("The versions", "Models", "Versions"),
            **_always(),
            **_problem(503, "StoreUnavailable"),
        },
    }


def _livez() -> Schema:
    text = {"schema": {"const": "ok"}}
    ok = {"description": "The process is alive", "content": {"text/plain": text}}
    return {
        "operationId": "livez",
        "summary": "Is the process alive?",
        "responses": {"200": ok, **_always()},
    }


def _readyz() -> Schema:
    return {
        "operationId": "readyz",
        "summary": "Can it answer? Degraded is: yes, but trainings wait",
        "responses": {
            "200": _good("Ready, or degraded", "Readiness", "Ready"),
            **_always(),
            **_problem(503, "Unready"),
        },
    }


def _openapi() -> Schema:
    content = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": "openapi",
        "summary": "This document",
        "responses": {
            "200": {"description": "OpenAPI 3.1", "content": content},
            **_always(),
        },
    }


def _always() -> Schema:
    """Errors that every operation can have."""
    return {**_problem(400, "ForeignHost"), **_problem(500)}


def _good(text: str, schema: str, example: str) -> Schema:
    content = {**schemas.ref(schema), **examples.refs(example)}
    return {"description": text, "content": {"application/json": content}}


def _problem(status: int, *kinds: str) -> Schema:
    """The response of one error status, by its number."""
    phrase = HTTPStatus(status).phrase
    content = {**schemas.problems(kinds), **examples.refs(*(kinds or ("Defect",)))}
    answer = {"application/problem+json": content}
    return {str(status): {"description": phrase, "content": answer}}
