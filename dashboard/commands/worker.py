"""`worker`: takes trainings, and the pages' background callbacks, from Redis; on this
machine or on another that shares its folders."""

import signal
import subprocess
import sys
import threading
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace

from dashboard.jobs import launch
from dashboard.settings import ROOT, Settings

LOOK_SECONDS = 0.2
QUEUES = ("train", "ui")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--queues",
        type=_queues,
        default=QUEUES,
        metavar="train,ui",
        help="trainings, the pages' background callbacks, or both (default)",
    )
    parser.add_argument(
        "--concurrency",
        type=_number,
        metavar="N",
        help="trainings at the same time here; default: LOOKBOOK_CONCURRENCY, or 1",
    )


def run(settings: Settings, args: Namespace) -> int:
    """Work until told to leave."""
    settings = replace(settings, concurrency=args.concurrency or settings.concurrency)
    from dashboard.jobs import celery_app, celery_worker

    celery_app.celery_app(settings)  # without REDIS_URL there is nothing to begin
    if args.queues == ("train",):
        return celery_worker.train(settings)
    return together(settings, [command(queue) for queue in args.queues])


def command(queue: str) -> list[str]:
    """The command of a worker for one queue."""
    if queue == "ui":
        return [sys.executable, "ui_worker.py"]
    return [sys.executable, "-m", "dashboard", "worker", "--queues", queue]


def together(settings: Settings, commands: list[list[str]]) -> int:
    """Run workers side by side until all have ended; the end of one ends the others.

    A queue has a process of its own: callbacks that follow a run would otherwise keep
    the place in which that run is to be trained.
    """
    leaving = _asked_to_leave()
    environment = launch.environment(settings)
    children = [subprocess.Popen(c, cwd=ROOT, env=environment) for c in commands]
    told: set[int] = set()
    while any(child.poll() is None for child in children):
        if leaving.is_set() or any(child.poll() is not None for child in children):
            for child in children:
                if child.pid not in told:  # a second SIGTERM would end it at once
                    told.add(child.pid)
                    child.terminate()
        time.sleep(LOOK_SECONDS)
    return max(abs(child.returncode) for child in children)


def _asked_to_leave() -> threading.Event:
    """What SIGTERM and SIGINT set; from before the first child, or it would be left."""
    leaving = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: leaving.set())
    return leaving


def _queues(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(text.split(",")))
    if not set(names) <= set(QUEUES):
        raise ArgumentTypeError(f"expected train, ui or train,ui; received {text!r}")
    return names


def _number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise ArgumentTypeError(f"expected a number from 1 to 64; received {text!r}")
    return int(text)
