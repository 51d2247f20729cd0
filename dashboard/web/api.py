"""The HTTP API: pictures in, answers out, by the same path as the page and the command
line. Its description for machines is `dashboard.web.openapi`."""

import numpy as np
from flask import Flask, Response, jsonify, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import (
    MethodNotAllowed,
    RequestEntityTooLarge,
    SecurityError,
)

from dashboard.data import uploads
from dashboard.data.canonical import canonical
from dashboard.errors import StoreError, UploadError
from dashboard.serving.answers import answer_json, error_json, model_entries
from dashboard.serving.predictor import Predictor
from dashboard.web.context import Context
from dashboard.web.problems import problem

MAX_FILES = 64
MAX_BODY = uploads.MAX_BYTES
MAX_REF = 100  # characters of "name/number"
METHODS = {"/api/v1/predict": ["POST"], "/api/v1/models": ["GET", "HEAD"]}


def register(server: Flask, context: Context) -> None:
    """Add POST /api/v1/predict and GET /api/v1/models; other paths answer 404.

    Endpoints of the API are functions named `api_`; see `_misses_the_api`.
    """
    server.json.sort_keys = False  # probabilities stay in the order of the labels

    # OPTIONS by Flask would name the methods of Dash's catch-all
    @server.post("/api/v1/predict", provide_automatic_options=False)
    def api_predict() -> Response:
        request.max_content_length = MAX_BODY
        try:
            files = _files()
            refs = _refs()
        except RequestEntityTooLarge:
            return problem(413, _too_much(), "TooMuch")
        if not files:
            return problem(400, _no_file(), "NoFile")
        if len(files) > MAX_FILES:
            return problem(413, _too_much(), "TooMuch")
        predictor = _predictor(context, refs)
        if isinstance(predictor, Response):
            return predictor
        return _answer(predictor, files)

    @server.get("/api/v1/models", provide_automatic_options=False)
    def api_models() -> Response:
        try:
            return jsonify({"models": model_entries(context.store)})
        except StoreError as error:
            return problem(503, str(error), "StoreUnavailable")

    # not a route: Dash's catch-all would still answer /api//v1 with a page
    @server.before_request
    def no_such_api() -> Response | None:
        if not _misses_the_api():
            return None
        if methods := METHODS.get(request.path):
            raise MethodNotAllowed(methods)
        return problem(404, "There is nothing here. /openapi.json lists the API.")


def _misses_the_api() -> bool:
    """Is this for an address of the API at which no route of it listens?"""
    if isinstance(request.routing_exception, SecurityError):
        return False
    below = f"{request.path}/".startswith("/api/")
    return below and not str(request.endpoint).startswith("api_")


def _files() -> list[FileStorage]:
    """The files of field `file`; a form sent without a choice has one without name."""
    sent = request.files.getlist("file")
    return [file for file in sent if file.filename or file.content_length]


def _refs() -> set[str]:
    """The models that query and form ask for, which should be one at most."""
    sent = [*request.args.getlist("model"), *request.form.getlist("model")]
    return {ref for ref in sent if ref}


def _predictor(context: Context, refs: set[str]) -> Predictor | Response:
    if len(refs) > 1 or any(len(ref) > MAX_REF for ref in refs):
        text = f"Expected one model, with a name of at most {MAX_REF} characters."
        return problem(404, text, "NoSuchModel")
    ref = next(iter(refs), None)
    try:
        version = context.store.resolve(ref)
    except StoreError as error:
        if ref:
            return problem(404, str(error), "NoSuchModel")
        return problem(503, str(error), "StoreUnavailable")
    try:
        return context.predictors.get(version.ref)
    except StoreError as error:
        return problem(503, str(error), "StoreUnavailable")


def _answer(predictor: Predictor, files: list[FileStorage]) -> Response:
    """One object per file in order; a problem only when no file was good."""
    pixels, errors = _read(files)
    answers = iter(predictor.predict(np.stack(pixels)) if pixels else ())
    predictions = [
        error_json(file.filename, str(errors[position]))
        if position in errors
        else answer_json(file.filename, next(answers))
        for position, file in enumerate(files)
    ]
    if pixels:
        return jsonify({"predictions": predictions})
    status, text = errors[0].status, _refused(errors)
    return problem(status, text, "FilesRefused", predictions=predictions)


def _read(files: list[FileStorage]) -> tuple[list[np.ndarray], dict[int, UploadError]]:
    """uint8 [28, 28] of the good files, and the errors of the others by position."""
    pixels, errors = [], {}
    for position, file in enumerate(files):
        try:
            image = uploads.decode(file.read(), file.filename)
            pixels.append(canonical(image).pixels)
        except UploadError as error:
            errors[position] = error
    return pixels, errors


def _refused(errors: dict[int, UploadError]) -> str:
    if len(errors) == 1:
        return str(errors[0])
    return f"None of the {len(errors)} files could be read. The first: {errors[0]}"


def _no_file() -> str:
    return (
        "Expected a multipart form with one or more files in the field `file`. "
        "Received: none. Try: curl -F file=@shirt.png URL/api/v1/predict"
    )


def _too_much() -> str:
    return (
        f"Expected at most {MAX_FILES} files and {MAX_BODY >> 20} MiB in one request. "
        "Received: more. Send smaller pictures or several requests."
    )
