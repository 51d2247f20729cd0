"""A redis-server of a test's own: a free port, a password, files in its own folder."""

import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

PASSWORD = "not-to-be-shown"
START_SECONDS = 10.0
needed = pytest.mark.skipif(
    not shutil.which("redis-server"),
    reason="redis-server is not installed; `make test` does that where apt-get may",
)


class RedisServer:
    """A server that keeps its messages over a restart."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._port = _free_port()
        self._process: subprocess.Popen | None = None
        self.url = f"redis://:{PASSWORD}@127.0.0.1:{self._port}/0"

    def start(self) -> "RedisServer":
        """Start it, or start it again with what it had, and wait for its answer."""
        words = {"port": self._port, "bind": "127.0.0.1", "dir": self._folder}
        words |= {"save": "", "appendonly": "yes", "requirepass": PASSWORD}
        command = ["redis-server"]
        for name, value in words.items():
            command += [f"--{name}", str(value)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > end:
                pytest.fail("redis-server did not start")
        return self

    def stop(self) -> None:
        """End it; its messages stay on disk."""
        self._process.send_signal(signal.SIGCONT)
        self._process.terminate()
        self._process.wait(20)

    def freeze(self) -> None:
        """Have it answer nobody."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Have it answer again."""
        self._process.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self._port), 1) as connection:
                connection.sendall(f"AUTH {PASSWORD}\r\n".encode())
                return connection.recv(5) == b"+OK\r\n"
        except OSError:
            time.sleep(0.01)
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
