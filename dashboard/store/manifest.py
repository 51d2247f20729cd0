"""The manifest of a version: names, hashes, and the proof that files still match."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from dashboard.errors import StoreError

FORMAT = 1
MANIFEST = "manifest.json"
REQUIRED_FILES = (
    "model.onnx",
    "head.npz",
    "weights.npz",
    "history.csv",
    "predictions.npz",
    "CARD.md",
)
REQUIRED_KEYS = (
    "format",
    "name",
    "version",
    "created_at",
    "architecture",
    "backbone",
    "weights",
    "recipe",
    "temperature",
    "verdict",
    "metrics",
    "files",
)
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def check_name(name: str) -> str:
    """Return `name` if it can stand in a path.

    Raises:
        StoreError: it is anything but small letters, digits, "-" and "_".
    """
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise StoreError(
            "Expected a model name of 1 to 64 small letters, digits, '-' or '_', "
            f"beginning with a letter or digit. Received: {name!r}. Choose such a name."
        )
    return name


def describe_files(folder: Path) -> dict[str, dict[str, Any]]:
    """sha256 and size of every file in `folder` but the manifest itself."""
    return {
        path.name: {"sha256": sha256(path), "bytes": path.stat().st_size}
        for path in sorted(folder.iterdir())
        if path.name != MANIFEST
    }


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(folder: Path) -> dict[str, Any]:
    """Read and check the form of a version's manifest.

    Raises:
        StoreError: missing, not JSON, another format, or a key is missing.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise StoreError(
            f"Expected a manifest at {path}. Received: {error}. Delete the folder "
            f"{folder.name} or restore it from where it was published."
        ) from error
    missing = [key for key in REQUIRED_KEYS if key not in manifest]
    if missing or manifest["format"] != FORMAT:
        raise StoreError(
            f"Expected {path} in format {FORMAT} with every key. "
            f"Received: format={manifest.get('format')!r}, missing {missing}. "
            "Publish the version again."
        )
    return manifest


def verify(folder: Path, manifest: dict[str, Any]) -> None:
    """Check every file of a version against its manifest.

    Raises:
        StoreError: naming the first file that is missing or differs.
    """
    for name in REQUIRED_FILES:
        entry = manifest["files"].get(name)
        path = folder / name
        found = sha256(path) if path.is_file() else "no such file"
        if entry is None or found != entry["sha256"]:
            expected = entry["sha256"] if entry else "an entry in the manifest"
            raise StoreError(
                f"Expected {path} to have SHA-256 {expected}. Received: {found}. "
                "The version is damaged and will not be served; restore it or "
                "promote another one."
            )
