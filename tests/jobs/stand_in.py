"""Real processes for the tests of dashboard.jobs: a trainer without TensorFlow that
goes on until the test frees a lock, a dispatcher, a Celery worker, a web process and a
submitter."""

import json
import os
import resource
import subprocess
import sys
import threading
from pathlib import Path

from dashboard.errors import DuplicateRunError
from dashboard.jobs import dispatcher
from dashboard.jobs.folder import get_run
from dashboard.jobs.lock import held
from dashboard.jobs.queue import submit
from dashboard.jobs.request import Request
from dashboard.jobs.run import Run
from dashboard.jobs.worker import hold
from dashboard.settings import ROOT, Settings

GATE = "STAND_IN_GATE"


def request(token: str, name: str = "shoes", **changes) -> Request:
    """A request that is all right; `name` "deaf", "dying" or "slow" (to start) makes
    such a trainer."""
    values = {"recipe": {}, "start": None, "created_by": "test", **changes}
    return Request(name=name, token=token, **values)


def command(*words: str) -> list[str]:
    """The command line of a stand-in."""
    return [sys.executable, "-m", "tests.jobs.stand_in", *words]


def train_command(run: Run) -> list[str]:
    """In the place of launch.train_command."""
    return command("train", run.id)


def started(settings: Settings, *words: str) -> subprocess.Popen:
    """A stand-in as a child whose input and output are pipes."""
    return subprocess.Popen(
        command(*words),
        cwd=ROOT,
        env={**os.environ, **settings.environment()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def pause() -> None:
    """Between two looks at something that another process changes."""
    threading.Event().wait(0.02)


def train(settings: Settings, run_id: str) -> None:
    run = get_run(settings, run_id)
    if run.request.name == "dying":
        print("out of luck", flush=True)
        os._exit(3)
    if run.request.name == "slow":
        print("importing", flush=True)
        while held(Path(os.environ[GATE])):
            pause()
    with hold(run) as kept:
        watcher = kept.watcher
        watcher.report("phase", phase="fine", epochs=1, steps=9, images=90)
        watcher.report("step", epoch=1, step=1, steps=9, loss=2.0, accuracy=0.1)
        print("training", flush=True)
        while held(Path(os.environ[GATE])):
            if watcher.stop_asked() and run.request.name != "deaf":
                return kept.cancelled()
            pause()
        watcher.report("epoch", epoch=1, loss=1.0, validation_accuracy=0.9)
        if run.request.publish:
            kept.succeed("shoes/1")
        else:  # a trial of a study
            watcher.report("trained", validation_accuracy=0.9, best_epoch=1)
            kept.measured(0.9)


def run_out_of_memory(settings: Settings, run_id: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    with hold(get_run(settings, run_id)):
        bytearray(2 << 30)


def told(settings: Settings, run_id: str) -> None:
    """A trainer that reports what its input says, a JSON object a line."""
    with hold(get_run(settings, run_id)) as kept:
        for line in sys.stdin:
            event = json.loads(line)
            print(event.pop("print", "reported"), flush=True)
            if event:
                kept.watcher.report(**event)
        if kept.watcher.stop_asked():
            return kept.cancelled()
        kept.succeed("shoes/1")


def main(role: str, *words: str) -> None:
    settings = Settings.from_environment()
    if role == "train":
        train(settings, *words)
    elif role == "greedy":
        run_out_of_memory(settings, *words)
    elif role == "told":
        told(settings, *words)
    elif role == "dispatch":
        worked = dispatcher.main(settings, 0.2, command=train_command, pause=pause)
        print(worked)
    elif role == "worker":
        # loaded here: the other roles should not wait for Celery
        from dashboard.jobs import celery_worker

        sys.exit(celery_worker.train(settings, train_command))
    elif role == "submit":
        print("ready", flush=True)
        sys.stdin.readline()
        try:
            print(submit(settings, request(words[0]), once="once" in words).id)
        except DuplicateRunError as error:
            print("refused", error.run_id)
    elif role == "web":
        run = submit(settings, request("web"))
        dispatcher.ensure(settings, command("dispatch"))
        print(run.id, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
