"""The app as people start it: `python app.py` in a process of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
from dash.testing.wait import until

from dashboard.settings import ROOT, Settings

START_SECONDS = 60


class AppServer:
    """A server on a free port of this machine; its port stays when it is started anew.

    Attributes:
        settings: where it finds and writes things.
        url: its address, without a slash at the end.
    """

    def __init__(self, settings: Settings, log_file: Path):
        self.settings = settings
        self._log_file = log_file
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen | None = None

    def start(self) -> "AppServer":
        """Start it and wait for its first answer."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("LOOKBOOK_")}
        place = {"HOST": "127.0.0.1", "PORT": str(self._port)}
        with self._log_file.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "app.py"],
                cwd=ROOT,
                env={**kept, **self.settings.environment(), **place},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until(self._answers, timeout=START_SECONDS, poll=0.05)
        return self

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            raise RuntimeError(f"app.py ended at once:\n{self.log()}")
        try:
            with urllib.request.urlopen(f"{self.url}/livez", timeout=5):
                return True
        except OSError:
            return False

    def kill(self) -> None:
        """End it without a warning."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """End it and whatever it started, trainings too."""
        self.kill()
        runs = str(self.settings.runs)
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.environ().get("LOOKBOOK_RUNS") == runs:
                    process.kill()

    def log(self) -> str:
        """What it has printed so far."""
        return self._log_file.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
