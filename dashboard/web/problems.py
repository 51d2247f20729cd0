"""Errors of the HTTP routes as RFC 9457 problem documents; pages show their own."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

PLACES = (
    *("/api/", "/batches", "/images/", "/export/"),
    *("/openapi.json", "/livez", "/readyz"),
)
EXPLAINED_AT = "/openapi.json#/components/examples/"
# the kinds a program may want to tell apart; all others are what HTTP calls them
TITLES = {
    "NoFile": "No file was sent",
    "FilesRefused": "No file could be read",
    "TooMuch": "Too much in one request",
    "NoSuchModel": "No such model",
    "StoreUnavailable": "The model store is empty or damaged",
    "ForeignHost": "The host name is not trusted",
    "ForeignSite": "The request comes from another site's page",
    "Unready": "Lookbook cannot answer predictions",
}


def problem(status: int, detail: str, kind: str = "", **members: Any) -> Response:
    """An application/problem+json response about the request at hand.

    Args:
        detail: what was wrong this time, and what to do.
        kind: a key of `TITLES`, or empty when the status says it all.
        members: what this kind of problem has beside the five usual members.
    """
    path = quote(request.path)
    response = jsonify(document(status, detail, path, kind, **members))
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


def document(
    status: int, detail: str, path: str, kind: str = "", **members: Any
) -> dict[str, Any]:
    """The object of `problem` for a request of `path`."""
    return {
        "type": EXPLAINED_AT + kind if kind else "about:blank",
        "title": TITLES[kind] if kind else HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": path,
        **members,
    }


def register(server: Flask) -> None:
    """Answer every HTTP error below `PLACES` as a problem; leave the others alone."""
    server.register_error_handler(HTTPException, _answer)


def _answer(error: HTTPException):
    if not request.path.startswith(PLACES) or error.code is None:
        return error
    if error.code == 500:
        return problem(500, defect())
    allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    if not allowed:
        return problem(error.code, error.description or error.name)
    response = problem(
        error.code, f"Expected {allowed} here. Received: {request.method}."
    )
    response.headers["Allow"] = allowed
    return response


def defect() -> str:
    """What to say about an error that nobody foresaw; its cause stays in the log."""
    return (
        "Expected an answer. Received: a defect of Lookbook; sending the request again "
        "will hardly help. The server's log says where it happened."
    )
