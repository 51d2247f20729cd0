"""The JSON objects that page, command line and HTTP API answer with."""

from collections.abc import Sequence
from typing import Any

from dashboard.labels import LABELS
from dashboard.serving import door
from dashboard.serving.predictor import Answer, Predictors
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore


def answer_json(
    file: str, answer: Answer, path: str, steps: Sequence[str]
) -> dict[str, Any]:
    """The object for a file that could be read.

    Args:
        path, steps: the form that the version saw, and how the picture came to it.
    """
    pairs = zip(LABELS, answer.probabilities.tolist(), strict=True)
    return {
        "file": file,
        "label": answer.label,
        "confidence": answer.confidence,
        "probabilities": dict(pairs),
        "verdict": answer.verdict,
        "candidates": list(answer.candidates),
        "model": answer.name,
        "version": answer.number,
        "path": path,
        "steps": list(steps),
        "milliseconds": round(answer.milliseconds, 3),
    }


def answers_json(
    predictors: Predictors, files: Sequence[tuple[str, door.Prepared]], ref: str | None
) -> list[dict[str, Any]]:
    """The objects for prepared pictures by file name, in order.

    Raises:
        NotFoundError: there is no such version.
        StoreError: a version is damaged.
    """
    prepared = [picture for _, picture in files]
    given = door.answer(predictors, prepared, ref)
    return [
        answer_json(name, answer, door.path(picture, by), door.steps(picture, by))
        for (name, picture), (by, answer) in zip(files, given, strict=True)
    ]


def error_json(file: str, message: str) -> dict[str, Any]:
    """The object for a file that could not."""
    return {"file": file, "error": message}


def model_entry(store: ModelStore, version: Version, champion: bool) -> dict[str, Any]:
    """One version as `models --json` and GET /api/v1/models list it."""
    return {
        "name": version.name,
        "version": version.number,
        "champion": champion,
        "input": door.PHOTOGRAPH if version.sees_photographs else door.DATASET,
        "architecture": version.manifest["architecture"],
        "weights": version.manifest["weights"],
        "onnx": version.file("model.onnx").relative_to(store.root).as_posix(),
        "metrics": version.manifest["metrics"],
    }


def model_entries(store: ModelStore) -> list[dict[str, Any]]:
    """Every version, the newest first; exactly one is champion unless none exists."""
    versions = store.list()
    champion = store.resolve().ref if versions else None
    return [model_entry(store, v, v.ref == champion) for v in versions]
