"""Alive, ready, degraded, unready."""

import shutil
from collections import namedtuple
from dataclasses import replace

import pytest

from dashboard.web import health
from dashboard.web.context import Context
from tests.web.conftest import serve


def test_livez_says_ok(client):
    response = client.get("/livez")
    assert (response.status_code, response.text) == (200, "ok")


def test_readyz_is_ready_with_a_version_and_no_runs(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json["status"] == "ready"
    assert set(response.json["checks"]) == {"store", "predictor", "disk", "training"}
    assert response.headers["Cache-Control"] == "no-store"


def test_waiting_runs_without_a_dispatcher_only_degrade(client, monkeypatch):
    monkeypatch.setattr(health.engine.queue, "line", lambda runs: ["a run"])
    response = client.get("/readyz")
    assert (response.status_code, response.json["status"]) == (200, "degraded")


def test_an_empty_store_is_unready(context, tmp_path):
    settings = replace(context.settings, store=tmp_path / "empty")
    client = serve(Context.of(settings)).test_client()
    response = client.get("/readyz")
    assert (response.status_code, response.json["status"]) == (503, 503)
    assert response.content_type == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    failed = [name for name, c in response.json["checks"].items() if not c["ok"]]
    assert failed == ["predictor"]
    assert response.json["detail"].startswith("predictor: ")
    assert client.get("/livez").status_code == 200


def test_a_damaged_model_is_unready(context, tmp_path):
    root = tmp_path / "damaged"
    shutil.copytree(context.settings.store, root)
    for path in root.glob("tiny/*/model.onnx"):
        path.write_bytes(path.read_bytes()[:-1])
    client = serve(Context.of(replace(context.settings, store=root))).test_client()
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("free, status", [(2e9, 200), (9e8, 503)])
def test_a_full_disk_is_unready(client, monkeypatch, free, status):
    usage = namedtuple("usage", "free")(free)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: usage)
    assert client.get("/readyz").status_code == status
