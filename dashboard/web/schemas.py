"""The objects of the HTTP API as JSON Schemas, for its OpenAPI description."""

from collections.abc import Sequence
from typing import Any

from dashboard.labels import LABELS

Schema = dict[str, Any]
TEXT, NUMBER, WHOLE = {"type": "string"}, {"type": "number"}, {"type": "integer"}
YES_OR_NO = {"type": "boolean"}
CHECKS = ("store", "predictor", "disk", "training")
# problems with more than the five members of RFC 9457
LARGER = ("FilesRefused", "Unready")


def named() -> dict[str, Schema]:
    """Every schema by its name."""
    answers = {"oneOf": [{"$ref": _at("Answer")}, {"$ref": _at("Refusal")}]}
    return {
        "Predictions": _object(predictions=_list(answers)),
        "Answer": _answer(),
        "Refusal": _object(file=TEXT, error=TEXT),
        "Models": _object(models=_list({"$ref": _at("Model")})),
        "Model": _version(),
        "Readiness": _object(
            status={"enum": ["ready", "degraded"]}, checks={"$ref": _at("Checks")}
        ),
        "Checks": _object(
            **{name: _object(ok=YES_OR_NO, detail=TEXT) for name in CHECKS}
        ),
        "Problem": _problem(),
        "FilesRefused": _problem(predictions=_list({"$ref": _at("Refusal")})),
        "Unready": _problem(checks={"$ref": _at("Checks")}),
    }


def ref(name: str) -> Schema:
    """For a media type object: this schema."""
    return {"schema": {"$ref": _at(name)}}


def problems(kinds: Sequence[str]) -> Schema:
    """For a media type object: what problems of these kinds look like."""
    names = {kind if kind in LARGER else "Problem" for kind in kinds} or {"Problem"}
    if len(names) == 1:
        return ref(names.pop())
    return {"schema": {"anyOf": [{"$ref": _at(name)} for name in sorted(names)]}}


def _answer() -> Schema:
    label = {"enum": list(LABELS)}
    share = {"type": "number", "minimum": 0, "maximum": 1}
    return _object(
        file=TEXT,
        label=label,
        confidence=share,
        probabilities=_object(**{name: share for name in LABELS}),
        verdict={"enum": ["sure", "unsure", "none"]},
        candidates=_list(label),
        model=TEXT,
        version=WHOLE,
        path={"enum": ["fashion-mnist", "photograph"]},
        steps=_list(TEXT),
        milliseconds=NUMBER,
    )


def _version() -> Schema:
    return _object(
        name=TEXT,
        version=WHOLE,
        champion=YES_OR_NO,
        input={"enum": ["fashion-mnist", "photograph"]},
        architecture=TEXT,
        weights=TEXT,
        onnx=TEXT,
        metrics={"type": "object"},
    )


def _problem(**members: Schema) -> Schema:
    address = {"type": "string", "format": "uri-reference"}
    return _object(
        type=address,
        title=TEXT,
        status={"type": "integer", "minimum": 400, "maximum": 599},
        detail=TEXT,
        instance=address,
        **members,
    )


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _at(name: str) -> str:
    return f"#/components/schemas/{name}"
