"""The two engines as tests use them, with stand-ins for the trainers: a dispatcher that
comes when it is called, and Celery workers on a Redis of the tests' own."""

import contextlib
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import psutil

from dashboard.chaos.redis_server import RedisServer
from dashboard.jobs import dispatcher, engine, presence
from dashboard.settings import ROOT, Settings
from tests.jobs import stand_in
from tests.jobs.conftest import wait_until


class LocalEngine:
    """`python -m dashboard dispatch` with stand-ins."""

    def __init__(self, settings: Settings):
        self.settings = settings

    def ensure(self) -> None:
        dispatcher.ensure(self.settings, stand_in.command("dispatch"))

    def stop(self) -> None:
        """It leaves by itself when nothing is left to do."""


class CeleryEngine:
    """Redis and, when asked for, workers."""

    def __init__(self, settings: Settings, folder: Path):
        self.redis = RedisServer(folder).start()
        self.settings = replace(settings, redis_url=self.redis.url)
        self.workers: list[subprocess.Popen] = []
        self._log = folder / "workers.log"

    def ensure(self) -> None:
        engine.ensure(self.settings)

    def work(self, places: int = 1) -> subprocess.Popen:
        """Start a worker."""
        settings = replace(self.settings, concurrency=places)
        with self._log.open("ab") as log:
            worker = subprocess.Popen(
                stand_in.command("worker"),
                cwd=ROOT,
                env={**os.environ, **settings.environment()},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.workers.append(worker)
        return worker

    def at_work(self, worker: subprocess.Popen) -> bool:
        """Whether the worker takes messages."""
        shown = {one.pid for one in presence.present(self.settings)}
        return worker.pid in shown

    def stop(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                kill_all(worker.pid)
            worker.wait(20)
        self.redis.stop()

    def log(self) -> str:
        """What the workers have printed."""
        return self._log.read_text(encoding="utf-8")


def kill_all(pid: int) -> None:
    """SIGKILL a process and all it started, as a machine that loses its power."""
    parent = psutil.Process(pid)
    dead = [parent, *parent.children(recursive=True)]
    for process in dead:
        # one may have come to its own end since it was listed
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    # a zombie is dead enough: its locks are free, however late init collects it
    wait_until(lambda: not any(map(_alive, dead)))


def _alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
