"""Background callbacks over Redis: the worker knows what the web server asks for."""

import os
import subprocess
import sys

import pytest

import app as lookbook
from dashboard.chaos.redis_server import PASSWORD, RedisServer
from dashboard.jobs.queue import submit
from dashboard.settings import ROOT, Settings
from tests import redis_server
from tests.jobs.conftest import wait_until
from tests.jobs.stand_in import request

pytestmark = redis_server.needed
WATCHED, FINISHED = "shell-watched-run", "shell-finished-run"


@pytest.fixture
def settings(tmp_path):
    server = RedisServer(tmp_path).start()
    yield Settings(
        runs=tmp_path / "runs",
        store=tmp_path / "store",
        cache=tmp_path / "cache",
        redis_url=server.url,
    )
    server.stop()


@pytest.fixture
def worker(settings, tmp_path):
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "ui_worker.py"],
            cwd=ROOT,
            env={**os.environ, **settings.environment()},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    yield process
    process.terminate()
    assert process.wait(20) == 0
    assert PASSWORD not in (tmp_path / "worker.log").read_text()


def callbacks_of(celery):
    return {name for name in celery.tasks if name.startswith("background_callback_")}


def test_a_worker_runs_what_the_pages_ask_for(settings, worker):
    app = lookbook.create_app(settings)
    celery = app._background_manager.handle
    asked = callbacks_of(celery)
    assert asked
    [known] = wait_until(celery.control.inspect(timeout=1.0).registered).values()
    assert asked <= set(known)

    run = submit(settings, request("t"))
    run.cancel()
    client = app.server.test_client()
    end = followed(client, run.id)
    assert end == {**end, "run_id": run.id, "state": "cancelled"}


def followed(client, run_id):
    """What the callback that follows a run says in the end."""
    body = {
        "output": f"{FINISHED}.data",
        "outputs": {"id": FINISHED, "property": "data"},
        "inputs": [{"id": WATCHED, "property": "data", "value": run_id}],
        "state": [],
        "changedPropIds": [f"{WATCHED}.data"],
    }
    handles = client.post("/_dash-update-component", json=body).json
    query = {name: handles[name] for name in ("cacheKey", "job")}

    def answer():
        polled = client.post("/_dash-update-component", json=body, query_string=query)
        return polled.json.get("response")

    return wait_until(answer)[FINISHED]["data"]
