"""Examples for the OpenAPI description. Those of problems explain them, too: the `type`
of a problem is the address of its example."""

from typing import Any

from dashboard.data.refusals import unreadable
from dashboard.labels import LABELS
from dashboard.serving.answers import error_json
from dashboard.web.problems import TITLES, defect, document

PREDICT, READY = "/api/v1/predict", "/readyz"
REFUSAL = error_json("notes.txt", str(unreadable(b"hello", "notes.txt")))
# kind: status, path, what was wrong this time
PROBLEMS = {
    "NoFile": (400, PREDICT, "Expected files in the field `file`. Received: none."),
    "FilesRefused": (415, PREDICT, REFUSAL["error"]),
    "TooMuch": (413, PREDICT, "Expected at most 64 files. Received: more."),
    "NoSuchModel": (404, PREDICT, "Expected a model of the store. Received: 'x/9'."),
    "StoreUnavailable": (503, PREDICT, "Expected a version. Received: an empty store."),
    "ForeignHost": (400, PREDICT, "This server does not answer to that host name."),
    "ForeignSite": (403, PREDICT, "This request comes from another site's page."),
    "Unready": (503, READY, "predictor: Expected a version. Received: an empty store."),
}
MEANINGS = {
    "NoFile": "Send a multipart form with one or more files in the field `file`.",
    "FilesRefused": "`predictions` says of each file why. The status is the first "
    "one's: 400 empty or damaged, 413 too large, 415 not a picture of a known kind.",
    "TooMuch": "Send smaller pictures, or several requests.",
    "NoSuchModel": "GET /api/v1/models lists the names and numbers there are.",
    "StoreUnavailable": "No version is published, or the one asked for is damaged. "
    "`python -m dashboard models --verify` says which.",
    "ForeignHost": "Use localhost, or start the server with LOOKBOOK_HOSTS.",
    "ForeignSite": "Browsers may send pictures from Lookbook's own page only.",
    "Unready": "`checks` says what is missing. A load balancer waits.",
}


def named() -> dict[str, Any]:
    """Every example by its name; each kind of problem is one of them."""
    return {
        "Model": {"summary": "A version", "value": "cnn-baseline/1"},
        "Mixed": {
            "summary": "One picture, and one file that is none",
            "value": {"predictions": [_answer(), REFUSAL]},
        },
        "Versions": {"summary": "One version", "value": {"models": [_version()]}},
        "Ready": {"summary": "Ready", "value": _ready()},
        "Defect": {
            "summary": "A defect of Lookbook",
            "value": document(500, defect(), PREDICT),
        },
        **{kind: _problem(kind) for kind in TITLES},
    }


def refs(*names: str) -> dict[str, Any]:
    """For a media type object: these examples."""
    found = {name: {"$ref": f"#/components/examples/{name}"} for name in names}
    return {"examples": found}


def _problem(kind: str) -> dict[str, Any]:
    status, path, detail = PROBLEMS[kind]
    members = {
        "FilesRefused": {"predictions": [REFUSAL]},
        "Unready": {"checks": _ready(predictor=False)["checks"]},
    }
    return {
        "summary": TITLES[kind],
        "description": MEANINGS[kind],
        "value": document(status, detail, path, kind, **members.get(kind, {})),
    }


def _answer() -> dict[str, Any]:
    rest = {label: 0.005 for label in LABELS}
    return {
        "file": "shirt.png",
        "label": "Shirt",
        "confidence": 0.955,
        "probabilities": {**rest, "Shirt": 0.955},
        "verdict": "sure",
        "candidates": ["Shirt"],
        "model": "cnn-baseline",
        "version": 1,
        "path": "fashion-mnist",
        "steps": ["The picture already is 28×28 and grey, so it was used as it is."],
        "milliseconds": 1.25,
    }


def _version() -> dict[str, Any]:
    return {
        "name": "cnn-baseline",
        "version": 1,
        "champion": True,
        "input": "fashion-mnist",
        "architecture": "CNN (three convolutions)",
        "weights": "none",
        "onnx": "cnn-baseline/1/model.onnx",
        "metrics": {"test_accuracy": 0.9},
    }


def _ready(predictor: bool = True) -> dict[str, Any]:
    words = {
        "store": "1 versions",
        "predictor": "cnn-baseline/1 answers in 1.2 ms",
        "disk": "9.5 GB free",
        "training": "dispatcher at rest, 0 runs waiting",
    }
    checks = {name: {"ok": True, "detail": text} for name, text in words.items()}
    if not predictor:
        _, _, detail = PROBLEMS["Unready"]
        text = detail.removeprefix("predictor: ")
        checks["predictor"] = {"ok": False, "detail": text}
    return {"status": "ready", "checks": checks}
