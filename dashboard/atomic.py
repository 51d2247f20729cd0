"""Writing files so that nobody ever reads half of one: temporary name in the same
folder, fsync, rename, fsync of the folder."""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from dashboard.crash_points import reach

# ends the name of a file that is being written, or whose writer died
PART = ".part"


def sync_folder(folder: Path) -> None:
    """Make renames and new names inside `folder` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """fsync every file below `folder`, then every folder, leaves first."""
    for root, _, names in os.walk(folder, topdown=False):
        for name in names:
            with open(os.path.join(root, name), "rb") as file:
                os.fsync(file.fileno())
        sync_folder(Path(root))


def write_with(
    path: Path, write: Callable[[BinaryIO], Any], point: str | None = None
) -> None:
    """Let `write` fill a temporary file, then put it in the place of `path`.

    Args:
        point: name of the crash points between the steps, one of crash_points.FILES.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(PART, f".{path.name}.", path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            reach(f"{point}-opened")
            write(file)
            reach(f"{point}-written")
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        reach(f"{point}-synced")
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    reach(f"{point}-renamed")
    sync_folder(path.parent)


def write_bytes(path: Path, content: bytes, point: str | None = None) -> None:
    """Replace `path` by `content` in one step."""
    write_with(path, lambda file: file.write(content), point)


def write_json(path: Path, value: Any, point: str | None = None) -> None:
    """Replace `path` by `value` as indented JSON in one step."""
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    write_bytes(path, text.encode(), point)


def sweep(folder: Path, name: str = "*") -> None:
    """Remove what dead writers of a file left; the caller keeps others from writing."""
    for path in folder.glob(f".{name}.*{PART}"):
        path.unlink(missing_ok=True)
