"""`gunicorn 'app:create_server()'`: one worker with threads; the state is on disk."""

import psutil

from dashboard.settings import Settings

_settings = Settings.from_environment()
bind = f"{_settings.host}:{_settings.port}"
# one process keeps one copy of each model; threads are enough, ONNX Runtime and NumPy
# let go of the interpreter lock
workers, threads, worker_class = 1, 8, "gthread"
preload_app = False
graceful_timeout = 30
timeout = 60


def worker_exit(server, worker):
    """End the watchers of background callbacks: a worker would wait for them."""
    for child in psutil.Process().children():
        child.terminate()
