"""A redis-server of one's own: a free port, a password, files in a folder that is
given. Nothing of a Redis that the machine may have is touched."""

import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from dashboard.bench.server import HOST, free_port
from dashboard.chaos.outcome import demand

PASSWORD = "not-to-be-shown"
START_SECONDS = 10.0
END_SECONDS = 20.0


def installed() -> bool:
    """Whether this machine has the program."""
    return shutil.which("redis-server") is not None


class RedisServer:
    """A server that keeps its messages over a restart."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._port = free_port()
        self._process: subprocess.Popen | None = None
        self.url = f"redis://:{PASSWORD}@{HOST}:{self._port}/0"

    def start(self) -> "RedisServer":
        """Start it, or start it again with what it had, and wait for its answer.

        Raises:
            BrokenError: it does not answer.
        """
        words = {"port": self._port, "bind": HOST, "dir": self._folder}
        words |= {"save": "", "appendonly": "yes", "requirepass": PASSWORD}
        command = ["redis-server"]
        for name, value in words.items():
            command += [f"--{name}", str(value)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            demand(time.monotonic() < end, "redis-server did not start")
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        """End it; its messages stay on disk."""
        self.thaw()
        self._process.terminate()
        self._process.wait(END_SECONDS)

    def freeze(self) -> None:
        """Have it answer nobody."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Have it answer again."""
        self._process.send_signal(signal.SIGCONT)

    def _answers(self) -> bool:
        try:
            with socket.create_connection((HOST, self._port), 1) as connection:
                connection.sendall(f"AUTH {PASSWORD}\r\n".encode())
                return connection.recv(5) == b"+OK\r\n"
        except OSError:
            return False
