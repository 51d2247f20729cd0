"""A server without Dash around a store with one tiny version, really published."""

from dataclasses import replace

import pytest
from flask import Flask

from dashboard.settings import Settings
from dashboard.store.versions import ModelStore
from dashboard.web import (
    api,
    batches,
    corrected,
    health,
    histories,
    images,
    openapi,
    run_files,
    security,
)
from dashboard.web.context import Context
from tests.tiny import fill


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    store = ModelStore(tmp_path_factory.mktemp("store"))
    store.publish("tiny", fill)
    store.publish("tiny", fill)
    return store


@pytest.fixture
def context(store, tmp_path):
    runs = tmp_path / "runs"
    kept = tmp_path / "corrections"
    settings = replace(Settings(), store=store.root, runs=runs, corrections=kept)
    settings = replace(settings, cache=cache_in(tmp_path))
    return Context.of(replace(settings, trusted_hosts=("lookbook.example",)))


def cache_in(folder):
    """A cache to write to, with the dataset of the usual one where that has it."""
    cache = folder / "cache"
    cache.mkdir()
    for name in ("arrays", "fashion-mnist"):
        if (usual := Settings().cache / name).exists():
            (cache / name).symlink_to(usual)
    return cache


def serve(context):
    """All routes in the order of app.py, with the catch-all that Dash brings."""
    server = Flask("lookbook-test")
    shown = (images, corrected, batches, run_files, histories)
    for room in (*shown, api, health, openapi):
        room.register(server, context)
    security.register(server, context)
    server.add_url_rule("/<path:page>", "page", lambda page: "a page of Dash")
    server.add_url_rule(
        "/_dash-update-component", "callback", lambda: "done", methods=["POST"]
    )
    return server


@pytest.fixture
def client(context):
    return serve(context).test_client()
