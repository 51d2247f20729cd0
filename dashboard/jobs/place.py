"""What a message of the queue `train` sets off in a Celery worker: one run, looked
after from its claim to its end.

The message names the run it was sent for, and the worker claims the first of the line
instead, by the same `queue.claim_next` under the same lock as the dispatcher. So
priority, moves, cancels and limits have one home and hold on both engines, a message
that comes twice or late finds nothing to do, and one that Redis lost can be replaced by
any other.

The trainer is the same process as ever, a fresh interpreter in a session of its own: it
is no part of the worker and outlives it. N at a time holds for a host, also when
trainers of a worker that died are still at work there.
"""

import logging
import socket
import time
from collections.abc import Callable

from celery import Celery

from dashboard.errors import RunError
from dashboard.jobs import launch
from dashboard.jobs.celery_app import TRAIN_TASK
from dashboard.jobs.folder import get_run
from dashboard.jobs.messages import messages
from dashboard.jobs.rounds import Command, Rounds
from dashboard.settings import Settings

LOOP_SECONDS = 0.5
# a dead run is left to the one who follows it for so long, as that one knows how its
# trainer ended; it reads as lost at once, and is written so within 12 s in any case
YIELD_SECONDS = 7.0
log = logging.getLogger(__name__)


def register(
    app: Celery, settings: Settings, command: Command = launch.train_command
) -> None:
    """Add the task to a worker's app."""

    @app.task(name=TRAIN_TASK, ignore_result=True)
    def run(run_id: str) -> None:
        serve(settings, command)


def serve(
    settings: Settings,
    command: Command = launch.train_command,
    pause: Callable[[], None] = lambda: time.sleep(LOOP_SECONDS),
) -> bool:
    """Start the first run of the line, if there is room, and stay until it is over.

    Returns:
        Whether one was started.
    """
    rounds = Rounds(settings, command, YIELD_SECONDS)
    if not _begin(rounds):
        return False
    while rounds.children:
        pause()
        try:
            rounds.look_after()
        except (OSError, RunError):  # a full disk passes; the run must be followed
            log.exception("A round failed; trying again")
    messages(settings).tell()
    return True


def _begin(rounds: Rounds) -> bool:
    """Start a run if this host has room, which the claim counts under its lock."""
    settings, here = rounds.settings, socket.gethostname()
    if not rounds.start_next():
        return False
    for run_id in rounds.children:  # taken, before its trainer can say where it is
        get_run(settings, run_id).touch(host=here)
    return True
