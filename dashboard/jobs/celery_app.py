"""The Celery app: which queues there are and how messages travel. What a message sets
off is in place.py; the truth about runs is in their folders, never in Redis.

A message is acknowledged when a worker takes it (`task_acks_late` is off). Redis gives
one that stays unacknowledged for an hour to somebody else, and a training of two hours
would begin twice. An early acknowledgement can lose the word that there is work,
nothing else, and whoever sees a run waiting says it again (messages.py).
"""

import ssl
from urllib.parse import urlsplit

from celery import Celery

from dashboard.errors import SetupError
from dashboard.settings import Settings

TRAIN, UI = "train", "ui"
TRAIN_TASK = "train.run"
ANSWER_SECONDS = 10.0
DAY_SECONDS = 86_400
# how long a result waits for Redis to come back before it is dropped
RETRIES = {"max_retries": 120, "interval_step": 0.1, "interval_max": 1.0}


def celery_app(settings: Settings, answer_seconds: float = ANSWER_SECONDS) -> Celery:
    """A Celery app of its own, with no tasks yet.

    Args:
        answer_seconds: how long Redis may take before it counts as down.

    Raises:
        SetupError: REDIS_URL is not set.
    """
    if not settings.redis_url:
        raise SetupError(
            "Expected REDIS_URL, where web and workers exchange messages. Received: "
            "none. Set it, such as redis://127.0.0.1:6379/0; without it `make run` "
            "trains by itself, and no worker is needed."
        )
    app = Celery("lookbook", set_as_current=False, broker=settings.redis_url)
    app.conf.update(
        result_backend=settings.redis_url,
        result_expires=DAY_SECONDS,
        result_backend_transport_options={"retry_policy": RETRIES},
        task_default_queue=UI,
        task_routes={"train.*": {"queue": TRAIN}},
        task_track_started=True,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        # for ever: Celery gives up after 100 tries by itself
        broker_connection_max_retries=None,
        broker_connection_retry_on_startup=True,
        **_patience(answer_seconds),
        **_encryption(settings.redis_url),
        **_only_json(),
    )
    return app


def _patience(seconds: float) -> dict:
    sockets = {"socket_timeout": seconds, "socket_connect_timeout": seconds}
    return {
        "broker_connection_timeout": seconds,
        "broker_transport_options": {**sockets, "socket_keepalive": True},
        **{f"redis_{name}": value for name, value in sockets.items()},
    }


def _only_json() -> dict:
    # pickle would let whoever reaches Redis run code in a worker
    return {
        "task_serializer": "json",
        "result_serializer": "json",
        "accept_content": ["json"],
    }


def _encryption(url: str) -> dict:
    if urlsplit(url).scheme != "rediss":
        return {}
    checked = {"ssl_cert_reqs": ssl.CERT_REQUIRED}
    return {"broker_use_ssl": checked, "redis_backend_use_ssl": checked}
