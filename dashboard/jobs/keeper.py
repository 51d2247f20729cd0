"""What a Celery worker for trainings does at rest: every few seconds it writes the end
of dead runs (those of workers that were killed too), insists on cancels on this host,
shows that it is there and says again what waits."""

import logging

from celery import Celery, bootsteps

from dashboard.errors import RunError
from dashboard.jobs import presence
from dashboard.jobs.messages import messages
from dashboard.jobs.place import YIELD_SECONDS
from dashboard.jobs.rounds import Rounds
from dashboard.settings import Settings

KEEP_SECONDS = 5.0
log = logging.getLogger(__name__)


class Keeper:
    """One worker's duties toward all runs."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.rounds = Rounds(settings, yield_seconds=YIELD_SECONDS)

    def keep(self) -> None:
        """Do what is due; the worker goes on whatever comes in the way."""
        try:
            presence.show(self.settings)
            self.rounds.look_after()
            messages(self.settings).tell()
        except (OSError, RunError):
            log.exception("A look at the runs failed; trying again")


def register(app: Celery, settings: Settings) -> None:
    """Have a worker of this app call `keep` again and again.

    A timer of the worker's own loop, not a thread: the loop also forks the processes of
    its pool, and a fork while a thread holds a file lock would hold that lock on.
    """
    keeper = Keeper(settings)

    class Step(bootsteps.StartStopStep):
        requires = {"celery.worker.consumer.tasks:Tasks"}

        def start(self, consumer) -> None:  # after each connection to Redis
            keeper.keep()
            self.timer = consumer.timer.call_repeatedly(KEEP_SECONDS, keeper.keep)

        def stop(self, consumer) -> None:
            self.timer.cancel()

    app.steps["consumer"].add(Step)
