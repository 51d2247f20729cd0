"""Which Celery workers are there for trainings, from a small file each beside the runs.
Asking them over Redis would take a second, and says nothing while Redis is down."""

import json
import os
import socket
from dataclasses import dataclass
from pathlib import Path

from dashboard import atomic
from dashboard.jobs.clock import age, now
from dashboard.settings import Settings

SHOWN_SECONDS = 20.0
KEPT_SECONDS = 3600.0


@dataclass(frozen=True)
class Present:
    """A worker that was there a moment ago."""

    host: str
    pid: int
    places: int


def show(settings: Settings) -> None:
    """Say that this process is there with its places, and forget who left long ago."""
    place = folder(settings)
    place.mkdir(parents=True, exist_ok=True)
    host, pid = socket.gethostname(), os.getpid()
    values = {"host": host, "pid": pid, "places": settings.concurrency, "seen": now()}
    atomic.write_json(place / f"{host}-{pid}.json", values)
    for path in place.glob("*.json"):
        seen = _read(path)
        if seen is None or age(seen["seen"]) > KEPT_SECONDS:
            path.unlink(missing_ok=True)


def present(settings: Settings) -> list[Present]:
    """Who was there within the last SHOWN_SECONDS, by the clock of this host."""
    seen = filter(None, map(_read, sorted(folder(settings).glob("*.json"))))
    return [
        Present(values["host"], values["pid"], values["places"])
        for values in seen
        if age(values["seen"]) < SHOWN_SECONDS
    ]


def folder(settings: Settings) -> Path:
    """Where workers say that they are there."""
    return settings.runs / ".workers"


def _read(path: Path) -> dict | None:
    """What a worker wrote; None for what is no such file, or of another release."""
    try:
        values = json.loads(path.read_bytes())
        age(values["seen"])
        return {name: values[name] for name in ("host", "pid", "places", "seen")}
    except (OSError, ValueError, KeyError, TypeError):
        return None
