"""The JSON objects that page, command line and HTTP API answer with."""

from typing import Any

from dashboard.labels import LABELS
from dashboard.serving.predictor import Answer
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore


def answer_json(file: str, answer: Answer) -> dict[str, Any]:
    """The object for a file that could be read."""
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
        "milliseconds": round(answer.milliseconds, 3),
    }


def error_json(file: str, message: str) -> dict[str, Any]:
    """The object for a file that could not."""
    return {"file": file, "error": message}


def model_entry(store: ModelStore, version: Version, champion: bool) -> dict[str, Any]:
    """One version as `models --json` and GET /api/v1/models list it."""
    return {
        "name": version.name,
        "version": version.number,
        "champion": champion,
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
