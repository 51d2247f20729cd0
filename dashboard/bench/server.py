"""The real server as a process of its own: started on a free port, always ended."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import psutil

from dashboard.errors import SetupError
from dashboard.settings import ROOT, Settings

HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds until a server that does not answer is given up
PAUSE = 0.01
END_SECONDS = 5.0


@dataclass(frozen=True)
class Server:
    """A server that answers.

    Attributes:
        start_seconds: from the start of `python app.py` to the first 200 of "/".
    """

    port: int
    process: subprocess.Popen
    start_seconds: float

    def resident_bytes(self) -> int:
        """Memory of the web process alone that is in RAM now."""
        return psutil.Process(self.process.pid).memory_info().rss


@contextlib.contextmanager
def serving(settings: Settings) -> Iterator[Server]:
    """Run `python app.py` with these settings for the length of a `with` block.

    Raises:
        SetupError: it ended early or did not answer in PATIENCE seconds.
    """
    port = free_port()
    environment = os.environ | settings.environment()
    environment |= {"HOST": HOST, "PORT": str(port)}
    with tempfile.TemporaryFile() as log:
        begun = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait(process, port, begun, log)
            yield Server(port, process, time.monotonic() - begun)
        finally:
            end(process)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def wait(process: subprocess.Popen, port: int, begun: float, log: IO[bytes]) -> None:
    """Return at the first 200 of "/".

    Raises:
        SetupError: as `serving`.
    """
    while not answers(port):
        if process.poll() is not None or time.monotonic() - begun > PATIENCE:
            log.seek(0)
            last = log.read().decode(errors="replace").strip().splitlines()[-1:]
            raise SetupError(
                f"Expected `python app.py` to answer on {HOST}:{port} within "
                f"{PATIENCE:g} s. Received: {''.join(last) or 'no answer'}. "
                "Run `python -m dashboard doctor`."
            )
        time.sleep(PAUSE)


def answers(port: int) -> bool:
    """Whether "/" answers 200 now."""
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def end(process: subprocess.Popen) -> None:
    """End the process, by force when asking does not do."""
    process.terminate()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
