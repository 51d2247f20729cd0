"""Which engine serves the line of runs: a dispatcher on this machine, or Celery's
workers where REDIS_URL is set. Rounds, run folders and the trainer's command are the
same."""

from dashboard.errors import RunError
from dashboard.jobs import dispatcher, presence, queue
from dashboard.jobs.folder import list_runs
from dashboard.jobs.lock import held
from dashboard.settings import Settings


def ensure(settings: Settings) -> bool:
    """See to it that what waits gets started; more than once is harmless.

    Returns:
        Whether anything had to be done for it.
    """
    if settings.redis_url:
        # who has no Redis should not wait for Celery to load
        from dashboard.jobs.messages import messages

        return messages(settings).tell() > 0
    return dispatcher.ensure(settings)


def places(settings: Settings) -> int:
    """How many trainings can go on at the same time, on all machines together."""
    if not settings.redis_url:
        return settings.concurrency
    on_host: dict[str, int] = {}
    for worker in presence.present(settings):  # workers of one host share its places
        on_host[worker.host] = max(worker.places, on_host.get(worker.host, 0))
    return sum(on_host.values())


def health(settings: Settings) -> str:
    """Who serves the line and how long it is.

    Raises:
        RunError: runs wait and nobody serves them.
    """
    waiting = len(queue.line(list_runs(settings)))
    if settings.redis_url:
        workers = len(presence.present(settings))
        who, serving = f"{workers} workers", workers > 0
        remedy = "Start one with `make worker`."
    else:
        serving = held(settings.runs / "dispatcher.lock")
        who = f"dispatcher {'at work' if serving else 'at rest'}"
        remedy = "`python -m dashboard dispatch` starts them."
    if waiting and not serving:
        raise RunError(
            "Expected somebody to serve the line of runs. Received: "
            f"{waiting} waiting, {who}. {remedy}"
        )
    return f"{who}, {waiting} runs waiting"
