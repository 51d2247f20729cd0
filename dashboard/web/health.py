"""Is the process alive, and can it answer? For supervisors and load balancers."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from flask import Flask, Response, jsonify

from dashboard.errors import LookbookError
from dashboard.jobs import engine
from dashboard.settings import Settings
from dashboard.web.context import Context
from dashboard.web.problems import problem

FREE_BYTES = 1_000_000_000


def register(server: Flask, context: Context) -> None:
    """Add GET /livez and GET /readyz."""

    @server.get("/livez")
    def livez() -> Response:
        return Response("ok", content_type="text/plain; charset=utf-8")

    @server.get("/readyz")
    def readyz() -> Response:
        report = readiness(context)
        checks = report["checks"]
        if report["status"] == "unready":
            response = problem(503, _failed(checks), "Unready", checks=checks)
        else:
            response = jsonify(report)
        response.headers["Cache-Control"] = "no-store"
        return response


def readiness(context: Context) -> dict[str, Any]:
    """{"status": "ready" | "degraded" | "unready", "checks": {name: {"ok", "detail"}}}.

    A training side that is down only degrades: predictions go on.
    """
    checks = {
        "store": _checked(lambda: f"{len(context.store.list())} versions"),
        "predictor": _checked(lambda: _golden(context)),
        "disk": _checked(lambda: _free(context.settings)),
    }
    training = _checked(lambda: engine.health(context.settings))
    ready = all(check["ok"] for check in checks.values())
    status = ("ready" if training["ok"] else "degraded") if ready else "unready"
    return {"status": status, "checks": {**checks, "training": training}}


def _failed(checks: dict[str, dict[str, Any]]) -> str:
    failed = {name: check for name, check in checks.items() if not check["ok"]}
    return " ".join(f"{name}: {check['detail']}" for name, check in failed.items())


def _checked(check: Callable[[], str]) -> dict[str, Any]:
    try:
        return {"ok": True, "detail": check()}
    except (LookbookError, OSError) as error:
        return {"ok": False, "detail": str(error)}


def _golden(context: Context) -> str:
    predictor = context.predictors.get()
    answer = predictor.predict(np.zeros((1, 28, 28), np.uint8))[0]
    if not np.isfinite(answer.probabilities).all():
        raise LookbookError(f"{predictor.version.ref} gives no finite answer.")
    return f"{predictor.version.ref} answers in {answer.milliseconds:.1f} ms"


def _free(settings: Settings) -> str:
    folder = _existing(settings.runs)
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES:
        raise LookbookError(
            f"Expected 1 GB free at {folder}. Received: {free / 1e9:.2f} GB. "
            "Delete old runs or caches."
        )
    return f"{free / 1e9:.1f} GB free"


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.exists())
