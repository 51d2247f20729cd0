"""Where things lie and how the server listens, read once from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.environment import folder, number, redis, secret

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Settings:
    """One process's settings; every folder is absolute.

    Attributes:
        data: folder with the four files, or None to look in the usual places.
        store: the model store.
        runs: one folder per training run.
        cache: downloads, decoded arrays, background-callback results.
        corrections: what people said was wrong, with their pictures.
        keep_seconds: between two states that a training keeps within an epoch.
        redis_url: where Celery's messages go, or None for an engine on this machine.
        secret: signs Dash's handles; "" for one of the cache folder's own.
        concurrency: trainings at once.
        most_waiting, most_per_user: runs in the line, of all and of one user.
        user_header: the header in which a reverse proxy names who asks, or "".
    """

    data: Path | None = None
    store: Path = ROOT / "model_store"
    runs: Path = ROOT / ".lookbook" / "runs"
    cache: Path = ROOT / ".lookbook" / "cache"
    corrections: Path = ROOT / ".lookbook" / "corrections"
    host: str = "127.0.0.1"
    port: int = 8050
    trusted_hosts: tuple[str, ...] = ()
    concurrency: int = 1
    keep_seconds: int = 60
    most_waiting: int = 20
    most_per_user: int = 10
    user_header: str = ""
    # neither is shown: both may hold what nobody should read in a log
    redis_url: str | None = field(default=None, repr=False)
    secret: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> "Settings":
        """Read LOOKBOOK_DATA, _STORE, _RUNS, _CACHE, _CORRECTIONS, _HOSTS,
        _CONCURRENCY, _KEEP_SECONDS, _MOST_WAITING, _MOST_PER_USER, _USER_HEADER,
        _SECRET, and HOST, PORT, REDIS_URL.

        Raises:
            SetupError: a number, the secret or REDIS_URL is not usable.
        """
        data = environ.get("LOOKBOOK_DATA")
        return cls(
            data=Path(data).resolve() if data else None,
            store=folder(environ, "LOOKBOOK_STORE", cls.store),
            runs=folder(environ, "LOOKBOOK_RUNS", cls.runs),
            cache=folder(environ, "LOOKBOOK_CACHE", cls.cache),
            corrections=folder(environ, "LOOKBOOK_CORRECTIONS", cls.corrections),
            host=environ.get("HOST") or cls.host,
            port=number(environ, "PORT", cls.port, 1, 65535),
            trusted_hosts=tuple(environ.get("LOOKBOOK_HOSTS", "").split()),
            concurrency=number(environ, "LOOKBOOK_CONCURRENCY", 1, 1, 64),
            keep_seconds=number(environ, "LOOKBOOK_KEEP_SECONDS", 60, 1, 86_400),
            redis_url=redis(environ.get("REDIS_URL", "")),
            secret=secret(environ.get("LOOKBOOK_SECRET", "")),
            most_waiting=number(
                environ, "LOOKBOOK_MOST_WAITING", cls.most_waiting, 1, 1000
            ),
            most_per_user=number(
                environ, "LOOKBOOK_MOST_PER_USER", cls.most_per_user, 1, 1000
            ),
            user_header=environ.get("LOOKBOOK_USER_HEADER", ""),
        )

    @property
    def features(self) -> Path:
        """Cached features of frozen layers."""
        return self.cache / "features"

    @property
    def teachers(self) -> Path:
        """What versions answered the training images, for others to learn from."""
        return self.cache / "teachers"

    @property
    def uploads(self) -> Path:
        """Working copies of pictures that are on somebody's Predict page."""
        return self.cache / "uploads"

    @property
    def neighbours(self) -> Path:
        """Embeddings of training images, for the nearest of a picture."""
        return self.cache / "neighbours"

    @property
    def batches(self) -> Path:
        """Answers of the Many pictures page, for a day."""
        return self.cache / "batches"

    @property
    def repeats(self) -> Path:
        """Results of recipes that were repeated with other seeds."""
        return self.runs.parent / "repeats"

    @property
    def studies(self) -> Path:
        """One folder per hyperparameter study."""
        return self.runs.parent / "studies"

    def environment(self) -> dict[str, str]:
        """The variables that give a child process these same settings."""
        values = {
            "LOOKBOOK_STORE": str(self.store),
            "LOOKBOOK_RUNS": str(self.runs),
            "LOOKBOOK_CACHE": str(self.cache),
            "LOOKBOOK_CORRECTIONS": str(self.corrections),
            "LOOKBOOK_CONCURRENCY": str(self.concurrency),
            "LOOKBOOK_KEEP_SECONDS": str(self.keep_seconds),
            "LOOKBOOK_SECRET": self.secret,
            # empty, not left out: a child must not take another one from this process
            "REDIS_URL": self.redis_url or "",
            "LOOKBOOK_MOST_WAITING": str(self.most_waiting),
            "LOOKBOOK_MOST_PER_USER": str(self.most_per_user),
        }
        if self.data:
            values["LOOKBOOK_DATA"] = str(self.data)
        return values
