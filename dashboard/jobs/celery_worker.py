"""One Celery worker in this process: it takes messages of one queue until it is told to
leave. A SIGTERM lets it finish what it has begun, for a training that is its whole
rest; a SIGKILL ends the worker alone, and its training goes on by itself."""

import os
import socket

from celery import Celery

from dashboard.jobs import keeper, launch, place
from dashboard.jobs.celery_app import TRAIN, celery_app
from dashboard.jobs.rounds import Command
from dashboard.settings import Settings


def train(settings: Settings, command: Command = launch.train_command) -> int:
    """Take trainings, as many at a time as `settings.concurrency`.

    Returns:
        The exit status.

    Raises:
        SetupError: REDIS_URL is not set.
    """
    app = celery_app(settings)
    place.register(app, settings, command)
    keeper.register(app, settings)
    settings.runs.mkdir(parents=True, exist_ok=True)
    return work(app, TRAIN, settings.concurrency)


def work(app: Celery, queue: str, processes: int) -> int:
    """Take messages of a queue, `processes` at a time; returns the exit status."""
    worker = app.Worker(
        queues=[queue],
        hostname=f"{queue}-{os.getpid()}@{socket.gethostname()}",
        # processes: a thread cannot be ended, and gevent takes messages twice
        pool_cls="prefork",
        concurrency=processes,
        optimization="fair",
        loglevel="INFO",
        # Celery 5.3 stops taking messages after Redis was away if these are on
        # (celery/celery#8091), or with max_tasks_per_child (seen here, 3 of 3); no
        # memory is to be given back anyway: trainings are processes of their own
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    worker.start()
    return worker.exitcode or 0
