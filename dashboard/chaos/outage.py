"""Redis goes away while runs are trained and wait, for a Celery worker on this
machine."""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace

from dashboard.chaos.lab import Lab, until
from dashboard.chaos.outcome import Outcome, demand
from dashboard.chaos.redis_server import RedisServer, installed
from dashboard.chaos.trained import demand_trained_once, until_left
from dashboard.jobs import engine
from dashboard.jobs.run import Run

SECONDS = 30.0


def outage(lab: Lab) -> Iterator[Outcome]:
    """End Redis, or have it answer nobody, in turns, and let it come back."""
    if not installed():
        print("outage left out: no redis-server on this machine", file=sys.stderr)
        return
    outcome = Outcome(
        f"Redis ended, or answering nobody, for {SECONDS:g} s in the middle of a run: "
        "the training goes on, what waits is trained afterwards, and none twice",
        "outages",
    )
    server = RedisServer(lab.folder).start()
    try:
        lab.settings = replace(lab.settings, redis_url=server.url)
        lab.stand_in("worker")
        for number in range(lab.times):
            with outcome.trial():
                _away(lab, server, frozen=bool(number % 2), outcome=outcome)
    finally:
        server.stop()
    yield outcome


def _away(lab: Lab, server: RedisServer, frozen: bool, outcome: Outcome) -> None:
    runs = [_asked(lab)]
    until(lambda: runs[0].status().state == "running", "the run to begin")
    trainer = runs[0].status().pid
    runs.append(_asked(lab))
    (server.freeze if frozen else server.stop)()
    runs.append(_asked(lab))  # asked for while nobody can be told
    time.sleep(SECONDS)
    demand(runs[0].status().pid == trainer, "another trainer has the run")
    (server.thaw if frozen else server.start)()
    back = time.monotonic()
    lab.open_gate()
    until_left(runs, 0)
    outcome.seconds.append(time.monotonic() - back)
    for run in runs:
        demand_trained_once(run)
    lab.close_gate()


def _asked(lab: Lab) -> Run:
    run = lab.submit()
    engine.ensure(lab.settings)
    return run
