"""The web server and the dispatcher are killed while runs are trained."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from dashboard import ids
from dashboard.bench import payload
from dashboard.bench.client import Client
from dashboard.bench.server import HOST, end, free_port, wait
from dashboard.chaos.lab import Lab, until
from dashboard.chaos.outcome import Outcome, demand
from dashboard.chaos.trained import demand_trained_once, until_left
from dashboard.jobs.lock import held
from dashboard.jobs.run import Run
from dashboard.settings import ROOT

READY_SECONDS = 5.0
# per kill of the dispatcher: what is in the line is trained in half a second each
RUNS = 4
DISPATCHER_LOCK = "dispatcher.lock"


def web(lab: Lab) -> Iterator[Outcome]:
    """Kill the web server, again and again, while a page follows one run."""
    outcome = Outcome(
        "Web server killed during a run: the same trainer goes on, the port is free at "
        f"once, ready again within {READY_SECONDS:g} s, and the run succeeds",
        "kills",
        limit=READY_SECONDS,
    )
    lab.stand_in("dispatch")
    run, port = lab.running(), free_port()
    trainer = run.status().pid
    with _Web(lab, port) as server:
        for _ in range(lab.times):
            with outcome.trial():
                server.follow(run)
                time.sleep(lab.chance.random())
                server.kill()
                _demand_free(port)
                outcome.took(server.start(), "ready again")
                _demand_same(run, trainer)
        with outcome.afterwards():
            lab.gate.release()
            until(lambda: run.status().final, "the run to end")
            state = run.status().state
            demand(state == "succeeded", f"the run ended as {state}")
            demand(run.stored().pid == trainer, "another trainer finished the run")
    yield outcome


def dispatcher(lab: Lab) -> Iterator[Outcome]:
    """Kill the dispatcher, again and again, while it works through a line."""
    outcome = Outcome(
        "Dispatcher killed while runs are trained and wait: whoever notices starts the "
        "next, every run is trained to its end, and none twice",
        "kills",
    )
    runs: list[Run] = []
    for _ in range(lab.times):
        with outcome.trial():
            runs += [lab.submit("brief", priority=n % 2) for n in range(RUNS)]
            _noticed(lab)
            time.sleep(lab.chance.random())
            _kill_dispatcher(lab)
            _noticed(lab)
            until_left(runs, 1)
    with outcome.afterwards():
        _noticed(lab)
        until_left(runs, 0)
    for run in runs:
        with outcome.afterwards():
            demand_trained_once(run)
    outcome.note = f"{len(runs)} runs"
    yield outcome


class _Web:
    """`python app.py` on one port, started anew after each kill."""

    def __init__(self, lab: Lab, port: int):
        self.lab, self.port = lab, port
        self.process: subprocess.Popen | None = None

    def __enter__(self) -> "_Web":
        self.start()
        return self

    def __exit__(self, *_) -> None:
        end(self.process)

    def start(self) -> float:
        """Start it; returns the seconds until it answers."""
        environment = os.environ | self.lab.settings.environment()
        # pages have something to show; the store is only read
        environment |= {"LOOKBOOK_STORE": str(self.lab.real.store)}
        environment |= {"HOST": HOST, "PORT": str(self.port)}
        environment.pop("REDIS_URL", None)
        with tempfile.TemporaryFile() as log:
            begun = time.monotonic()
            self.process = subprocess.Popen(
                [sys.executable, "app.py"],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            wait(self.process, self.port, begun, log)
            return time.monotonic() - begun

    def kill(self) -> None:
        """SIGKILL, which nobody can catch."""
        self.process.kill()
        self.process.wait()

    def follow(self, run: Run) -> None:
        """What the page does that watches a run: a background callback of Dash, which
        forks the web process."""
        with Client(self.port) as client:
            listed = client.get("/_dash-dependencies")
            found = payload.find(listed, f"{ids.SHELL_FINISHED_RUN}.data")
            values = {f"{ids.SHELL_WATCHED_RUN}.data": run.id}
            body = payload.payload(found, values, list(values))
            client.post(payload.PATH, json.dumps(body).encode(), "application/json")


def _demand_free(port: int) -> None:
    # as Werkzeug and gunicorn bind: sockets that only wait to be forgotten do not count
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            demand(False, f"port {port}: {error.strerror}")


def _demand_same(run: Run, trainer: int) -> None:
    status = run.status()
    demand(status.state == "running", f"the run is {status.state}")
    demand(status.pid == trainer, f"trainer {status.pid}, not {trainer}")


def _noticed(lab: Lab) -> None:
    """Somebody looks whether a dispatcher is at work, and it comes to work."""
    lab.stand_in("notice").communicate()
    lock = lab.settings.runs / DISPATCHER_LOCK
    until(lambda: held(lock), "a dispatcher to come")


def _kill_dispatcher(lab: Lab) -> None:
    file = lab.settings.runs / "dispatcher.json"
    until(file.exists, "the dispatcher to say who it is")
    with contextlib.suppress(ProcessLookupError):
        os.kill(json.loads(file.read_bytes())["pid"], 9)
    lock = lab.settings.runs / DISPATCHER_LOCK
    until(lambda: not held(lock), "the dispatcher to be gone")
    file.unlink()
