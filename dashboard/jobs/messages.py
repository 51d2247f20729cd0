"""Telling Celery's workers that runs wait. A message is a hint, not an order: it may be
lost or come twice, because a worker claims from the line and not what the message
names."""

import logging
import time
from functools import lru_cache

from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from dashboard.jobs import queue
from dashboard.jobs.celery_app import TRAIN, TRAIN_TASK, celery_app
from dashboard.jobs.folder import list_runs
from dashboard.settings import Settings

# a page must not wait long for a Redis that is down, nor at each of its ticks
ANSWER_SECONDS = 1.0
REST_SECONDS = 5.0
AT_ONCE = {"max_retries": 1, "interval_start": 0, "interval_step": 0}
log = logging.getLogger(__name__)


class Messages:
    """What one process sends to the queue of trainings."""

    def __init__(self, settings: Settings):
        self._settings = settings
        self._app = celery_app(settings, ANSWER_SECONDS)
        # kombu waits two seconds and tries again by itself
        self._app.conf.broker_transport_options |= AT_ONCE
        self._rest_until = 0.0

    def tell(self) -> int:
        """See to it that as many messages lie ready as runs wait.

        Returns:
            How many were sent; none while Redis is down, which is no error: the runs
            wait in their folders.
        """
        waiting = [run.id for run in queue.line(list_runs(self._settings))]
        if not waiting or time.monotonic() < self._rest_until:
            return 0
        try:
            return self._send(waiting)
        except (OperationalError, RedisError, OSError) as error:
            self._rest_until = time.monotonic() + REST_SECONDS
            log.warning(
                "Expected Redis to take a message. Received: %s. Runs wait until it "
                "answers; see that REDIS_URL is right and Redis runs.",
                error,
            )
            return 0

    def _send(self, waiting: list[str]) -> int:
        # a connection for each call: none is shared with a forked child or kept dead
        with self._app.connection_for_write() as connection:
            ready = connection.default_channel.client.llen(TRAIN)
            for run_id in waiting[ready:]:
                self._app.send_task(
                    TRAIN_TASK,
                    [run_id],
                    queue=TRAIN,
                    connection=connection,
                    retry=False,
                    ignore_result=True,
                )
            return len(waiting[ready:])


@lru_cache(maxsize=4)
def messages(settings: Settings) -> Messages:
    """The sender of this process for these settings."""
    return Messages(settings)
