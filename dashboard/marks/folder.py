"""Marks on disk: a small file for each run or version that somebody marked, in `.marks`
beside the runs, so that versions and run folders stay as they are.

One writer at a time holds a lock; readers take none and see the old file or the new.
"""

import json
import logging
import os
import re
from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from dashboard import atomic
from dashboard.errors import MarkError
from dashboard.marks.mark import Change, Mark

FOLDER = ".marks"  # with a dot, so that nobody takes it for a run
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}(/[1-9][0-9]{0,8})?")
FILE = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}(@[1-9][0-9]{0,8})?\.json")
LOCK_SECONDS = 10.0
log = logging.getLogger(__name__)


class Marks:
    """The marks of a folder of runs and of the versions, by run id or "name/number"."""

    def __init__(self, runs: Path):
        self.root = runs / FOLDER

    def all(self) -> dict[str, Mark]:
        """Every readable mark by what it belongs to."""
        found = {}
        try:
            entries = list(os.scandir(self.root))
        except FileNotFoundError:
            return {}
        for entry in entries:
            if FILE.fullmatch(entry.name) and (mark := _known(Path(entry.path))):
                found[entry.name.removesuffix(".json").replace("@", "/")] = mark
        return found

    def get(self, name: str) -> Mark:
        """The mark of a run or version; an empty one when nobody marked it.

        Raises:
            MarkError: the name cannot be one, or its file is damaged.
        """
        try:
            return _read(self._file(name))
        except FileNotFoundError:
            return Mark()

    def change(self, names: Iterable[str], change: Change) -> None:
        """Change the marks of all of these, or of none.

        Raises:
            MarkError: a bad name or mark, a damaged file, or no turn to write.
        """
        names = list(dict.fromkeys(names))
        self.root.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.root / ".lock", timeout=LOCK_SECONDS):
                # all are made before the first is written
                changed = {
                    self._file(name): change.applied(self.get(name)) for name in names
                }
                atomic.sweep(self.root)
                for path, mark in changed.items():
                    atomic.write_json(path, asdict(mark), "marks")
        except Timeout as error:
            raise MarkError(
                f"Expected a turn to write in {self.root} within {LOCK_SECONDS:g} s. "
                "Received: another process holds it. Try again."
            ) from error

    def _file(self, name: str) -> Path:
        # before any path is built: a name comes from a browser
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise MarkError(
                "Expected a run id or a version as NAME/NUMBER. Received: "
                f"{name!r}. Choose one from the History page."
            )
        return self.root / f"{name.replace('/', '@')}.json"


def _known(path: Path) -> Mark | None:
    """What a file says, read again only when it has changed; None when damaged."""
    try:
        facts = path.stat()
        return _cached(path, facts.st_mtime_ns, facts.st_size)
    except OSError:
        return None


@lru_cache(maxsize=4096)
def _cached(path: Path, *_) -> Mark | None:
    try:
        return _read(path)
    except MarkError as error:
        log.warning("%s", error)
        return None


def _read(path: Path) -> Mark:
    text = path.read_bytes()
    try:
        return Mark.from_json(json.loads(text))
    except (ValueError, MarkError) as error:
        raise MarkError(
            f"Expected {path} to be the marks of a run or version. Received: {error} "
            "Delete that file and mark it again."
        ) from error
