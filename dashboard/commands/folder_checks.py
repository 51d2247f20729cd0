"""The checks of `doctor` that look into folders: data, versions, disk, runs.

Only the standard library at module top, as in checks.py.
"""

import fcntl
import shutil
import tempfile
from pathlib import Path

from dashboard.commands.check import Check
from dashboard.data import sources
from dashboard.errors import LookbookError
from dashboard.settings import Settings

FREE_DISK = 3e9  # a cache of frozen features and a few runs


def check_dataset(settings: Settings) -> Check:
    """Whether the four files are there, byte for byte."""
    try:
        return Check("Dataset", True, f"{sources.find(settings)}, verified")
    except LookbookError as error:
        # the text itself says how to mend it
        return Check("Dataset", False, str(error), "make setup")


def check_store(settings: Settings) -> Check:
    """Whether a version can serve."""
    from dashboard.store.versions import ModelStore

    store = ModelStore(settings.store)
    versions = store.list()
    remedy = (
        "git checkout model_store, or python -m dashboard train --preset cnn-baseline"
    )
    if not versions:
        return Check("Store", False, f"no version in {settings.store}", remedy)
    try:
        serving = store.resolve()
        serving.verify()
    except LookbookError as error:
        return Check("Store", False, str(error), remedy)
    return Check("Store", True, f"{len(versions)} versions, {serving.ref} serves")


def check_disk(settings: Settings) -> Check:
    """Whether a training run has room."""
    folder = existing(settings.cache)
    free = shutil.disk_usage(folder).free
    found = f"{free / 1e9:.1f} GB free at {folder}"
    remedy = f"free {FREE_DISK / 1e9:.0f} GB there, or set LOOKBOOK_CACHE elsewhere"
    return Check("Disk", free >= FREE_DISK, found, remedy)


def check_queue(settings: Settings) -> Check:
    """Whether runs can be written and locked, and whether somebody starts them."""
    remedy = "set LOOKBOOK_RUNS to a folder on a local disk that you may write to"
    folder = existing(settings.runs)
    try:
        # a network disk may take files and refuse locks
        with tempfile.TemporaryFile(dir=folder) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return Check("Queue", False, f"{folder}: {error.strerror}", remedy)
    from dashboard.jobs import engine
    from dashboard.jobs.folder import list_runs

    found = f"{len(list_runs(settings))} runs in {settings.runs}"
    try:
        return Check("Queue", True, f"{found}, {engine.health(settings)}")
    except LookbookError as error:
        command = "make worker"
        if not settings.redis_url:
            command = "python -m dashboard dispatch"
        return Check("Queue", False, f"{found}. {error}", f"{command}, to start them")


def existing(folder: Path) -> Path:
    """`folder`, or its nearest parent that exists."""
    return next(path for path in (folder, *folder.parents) if path.is_dir())
