"""Errors of the HTTP routes as RFC 9457 problem documents; pages show their own."""

from http import HTTPStatus

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

PLACES = ("/api/", "/images/", "/export/", "/openapi.json", "/livez", "/readyz")


def problem(status: int, detail: str) -> Response:
    """An application/problem+json response that says what to do in `detail`."""
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    response = jsonify(body)
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def register(server: Flask) -> None:
    """Answer every HTTP error below `PLACES` as a problem; leave the others alone."""
    server.register_error_handler(HTTPException, _answer)


def _answer(error: HTTPException):
    if not request.path.startswith(PLACES) or error.code is None:
        return error
    response = problem(error.code, error.description or error.name)
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response
