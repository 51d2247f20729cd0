"""Dash's background callbacks: where they keep their results, and the one that follows
a run. It only watches; a run lives and dies without it."""

import contextlib
import os
import time

import diskcache
import psutil
from dash import CeleryManager, DiskcacheManager

from dashboard.jobs import folder
from dashboard.jobs.watch import watch as follow
from dashboard.settings import Settings

LOOK_SECONDS = 1.0
EXPIRE_SECONDS = 3600


class _Abandoned(Exception):
    """The server that forked this watcher is gone."""


def manager(settings: Settings) -> DiskcacheManager | CeleryManager:
    """The manager: Celery's where REDIS_URL is set, otherwise one on disk, so that
    every process of a server sees a result."""
    if settings.redis_url:
        # loaded here: who has no Redis should not wait for Celery
        from dashboard.jobs.celery_app import celery_app

        return celery_manager(celery_app(settings))
    cache = diskcache.Cache(settings.cache / "callbacks")
    return DiskcacheManager(cache, expire=EXPIRE_SECONDS)


def celery_manager(app) -> CeleryManager:
    """The manager of a Celery app; it adds each background callback as a task."""
    return CeleryManager(app, expire=EXPIRE_SECONDS)


def watch(settings: Settings, run_id: str) -> dict | None:
    """Follow a run to its end inside a background callback.

    Returns:
        {"run_id", "state", "version", "message"}, or None when the server went away.

    Raises:
        RunError: there is no such run.
    """
    release_listening_sockets()
    run, parent = folder.get_run(settings, run_id), os.getppid()

    def pause():
        if os.getppid() != parent:
            raise _Abandoned
        time.sleep(LOOK_SECONDS)

    try:
        status = follow(run, lambda _: None, pause)
    except _Abandoned:
        return None
    return {
        "run_id": run.id,
        "state": status.state,
        "version": status.version,
        "message": status.message,
    }


def release_listening_sockets() -> None:
    """Close the server's sockets that the fork inherited.

    Otherwise a killed server's port stays taken as long as this process lives.
    """
    for connection in psutil.Process().net_connections(kind="inet"):
        if connection.status == psutil.CONN_LISTEN and connection.fd > 2:
            with contextlib.suppress(OSError):
                os.close(connection.fd)
