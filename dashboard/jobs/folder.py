"""Finding and making run folders. An id is checked before any path is built from it;
what a folder holds is in run.py."""

import hashlib
import logging
import re
import shutil
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from dashboard import atomic
from dashboard.crash_points import reach
from dashboard.errors import RunError
from dashboard.jobs import events
from dashboard.jobs.clock import now
from dashboard.jobs.request import Request
from dashboard.jobs.run import Run
from dashboard.jobs.status import Status
from dashboard.settings import Settings

RUN_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[a-z0-9][a-z0-9-]{0,39}-[0-9a-f]{4}")
PART = re.compile(r"[a-z0-9-]{1,64}")
log = logging.getLogger(__name__)


def get_run(settings: Settings, run_id: str) -> Run:
    """The run with this id.

    Raises:
        RunError: the id is malformed, unknown or its folder is damaged.
    """
    # before any path is built: an id comes from an address bar
    if not isinstance(run_id, str) or not RUN_ID.fullmatch(run_id):
        raise RunError(
            "Expected a run id such as 20260131-235959-cnn-0a1b. Received: run_id="
            f"{run_id!r}. Choose a run from the list of runs."
        )
    folder = settings.runs / run_id
    if folder.is_symlink() or not folder.is_dir():
        raise RunError(
            f"Expected a run in {settings.runs}. Received: run_id={run_id!r}, which is "
            "not there. Choose a run from the list of runs."
        )
    return Run(run_id, folder, Request.read(folder / "request.json"))


def find_run(settings: Settings, text: str) -> Run:
    """The run that a person names by its id or by a part that no other id has.

    Raises:
        RunError: no run is meant, or several.
    """
    if not PART.fullmatch(text):
        return get_run(settings, text)
    ids = filter(RUN_ID.fullmatch, sorted(_names(settings.runs)))
    meant = [run_id for run_id in ids if text in run_id]
    if text in meant or not meant:
        return get_run(settings, text)
    if len(meant) > 1:
        raise RunError(
            f"Expected a part of one run's id. Received: {text!r}, which is in "
            f"{len(meant)}: {', '.join(meant[-3:])}. Give more of it."
        )
    return get_run(settings, meant[0])


def list_runs(settings: Settings, skip: set[str] | None = None) -> list[Run]:
    """All readable runs, newest first, but for the ids in `skip`."""
    runs = []
    for name in sorted(_names(settings.runs) - (skip or set()), reverse=True):
        try:
            run = get_run(settings, name)
            run.stored()
        except RunError as error:
            _warn_once(str(settings.runs / name), str(error))
        else:
            runs.append(run)
    return runs


def create(settings: Settings, request: Request, backbone: str) -> Run:
    """Make the folder of a new run; it appears complete or not at all.

    The caller holds the queue's lock.
    """
    for left_over in settings.runs.glob(".new-*"):  # its maker died half-way
        shutil.rmtree(left_over, ignore_errors=True)
    run_id = _free_id(settings.runs, backbone, token_mark(request.token))
    draft = settings.runs / f".new-{run_id}"
    draft.mkdir(parents=True)
    request.write(draft / "request.json")
    message = "Waiting for its turn."
    Status("queued", now(), message).write(draft / "status.json")
    events.append(draft / "events.jsonl", "state", state="queued", message=message)
    reach("create-drafted")
    atomic.sync_tree(draft)
    reach("create-synced")
    draft.rename(settings.runs / run_id)
    reach("create-renamed")
    atomic.sync_folder(settings.runs)
    return Run(run_id, settings.runs / run_id, request)


def token_mark(token: str) -> str:
    """The four digits that end the id of every run with this token."""
    return hashlib.sha256(token.encode()).hexdigest()[:4]


def _free_id(root: Path, backbone: str, mark: str) -> str:
    moment = datetime.now(UTC)
    while True:
        run_id = f"{moment:%Y%m%d-%H%M%S}-{backbone}-{mark}"
        if not (root / run_id).exists():
            return run_id
        moment += timedelta(seconds=1)  # another token with the same mark


def _names(root: Path) -> set[str]:
    if not root.is_dir():
        return set()
    return {p.name for p in root.iterdir() if p.is_dir() and p.name[0] != "."}


# pages and the dispatcher list the runs every second or two
@lru_cache(maxsize=1000)
def _warn_once(folder: str, text: str) -> None:
    log.warning("Left out of the list of runs: %s. %s", folder, text)
