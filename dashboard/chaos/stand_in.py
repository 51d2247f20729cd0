"""Processes that chaos starts and kills: a trainer without TensorFlow, a dispatcher
or a Celery worker that starts such trainers, somebody who notices that none is at work,
a submitter.

    python -m dashboard.chaos.stand_in train RUN | dispatch | worker | notice | submit

A run named "gated" is trained until the gate's lock is free, one named "brief" for
BRIEF_STEPS steps.
"""

import os
import sys
import time
from pathlib import Path

from dashboard.chaos.lab import GATE
from dashboard.jobs import dispatcher
from dashboard.jobs.folder import get_run
from dashboard.jobs.lock import held
from dashboard.jobs.queue import submit
from dashboard.jobs.request import Request
from dashboard.jobs.run import Run
from dashboard.jobs.worker import hold
from dashboard.settings import Settings

LAST_LINE = "a stand-in at work"
BRIEF_STEPS = 10
STEP_SECONDS = 0.05
IDLE_SECONDS = 1.0


def command(*words: str) -> list[str]:
    """The command line of a role."""
    return [sys.executable, "-m", "dashboard.chaos.stand_in", *words]


def train_command(run: Run) -> list[str]:
    """In the place of launch.train_command."""
    return command("train", run.id)


def train(settings: Settings, run_id: str) -> None:
    """Do what a trainer does for its run, but for the training."""
    run, gate, step = get_run(settings, run_id), Path(os.environ[GATE]), 0
    with hold(run) as kept:
        print(LAST_LINE, flush=True)
        kept.watcher.report("phase", phase="fine", epochs=1, steps=9, images=90)
        while held(gate) if run.request.name == "gated" else step < BRIEF_STEPS:
            if kept.watcher.stop_asked():
                return kept.cancelled()
            step += 1
            kept.watcher.report("step", epoch=1, step=step, loss=1.0, accuracy=0.5)
            time.sleep(STEP_SECONDS)
        kept.watcher.report("epoch", epoch=1, loss=1.0, validation_accuracy=0.9)
        kept.succeed("stand-in/1")


def submit_each(settings: Settings) -> None:
    """Submit a run for each token that comes in, and say its id."""
    print("ready", flush=True)
    for line in sys.stdin:
        token = line.strip()
        request = Request({}, "brief", None, token, created_by="chaos")
        print(submit(settings, request).id, flush=True)


def main(role: str, *words: str) -> None:
    """Play a role."""
    settings = Settings.from_environment()
    if role == "train":
        train(settings, *words)
    elif role == "dispatch":
        dispatcher.main(settings, IDLE_SECONDS, command=train_command)
    elif role == "worker":
        # loaded here: the other roles should not wait for Celery
        from dashboard.jobs import celery_worker

        sys.exit(celery_worker.train(settings, train_command))
    elif role == "notice":
        dispatcher.ensure(settings, command("dispatch"))
    elif role == "submit":
        submit_each(settings)


if __name__ == "__main__":
    main(*sys.argv[1:])
