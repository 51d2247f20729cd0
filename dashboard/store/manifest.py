"""The manifest of a version: names, hashes, and the proof that files still match."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from dashboard.errors import StoreError

FORMAT = 1
UNSET = "0" * 64  # stands in the seal's place while it is computed
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
# what a version can be promoted to
CHAMPION = "champion"  # answers for Fashion-MNIST's own form, 28x28
PHOTOGRAPHS = "photographs"  # answers for pictures in colour
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


def role(manifest: dict[str, Any]) -> str:
    """CHAMPION or PHOTOGRAPHS, by what the version's graph takes in."""
    return PHOTOGRAPHS if manifest.get("input") == "photograph" else CHAMPION


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


def write(folder: Path, content: dict[str, Any]) -> dict[str, Any]:
    """Write a manifest with its seal, the hash of its own text; returns what it holds.

    Raises:
        ValueError: a number in it is not finite.
    """
    unsealed = {**content, "seal": UNSET}
    text = json.dumps(unsealed, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    seal = hashlib.sha256(text.encode()).hexdigest()
    (folder / MANIFEST).write_bytes(text.replace(UNSET, seal).encode())
    return {**content, "seal": seal}


def read(folder: Path) -> dict[str, Any]:
    """Read a version's manifest and check its form and its seal.

    Raises:
        StoreError: missing, not JSON, another format, altered, or a key is missing.
    """
    path = folder / MANIFEST
    try:
        text = path.read_bytes()
        manifest = _parsed(text)
    except (OSError, ValueError, RecursionError) as error:
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
    if not _matches(text, str(manifest.get("seal"))):
        raise StoreError(
            f"Expected {path} to match its seal. Received: an altered manifest. "
            "The version will not be served; restore it or promote another one."
        )
    return manifest


def _parsed(text: bytes) -> dict[str, Any]:
    manifest = json.loads(text)
    if not isinstance(manifest, dict):
        raise ValueError(f"a {type(manifest).__name__}, no object")
    kinds = {"version": int, "created_at": str, "metrics": dict, "files": dict}
    for key, kind in kinds.items():
        if not isinstance(manifest.get(key, kind()), kind):
            raise ValueError(f"{key} is {manifest[key]!r}")
    return manifest


def _matches(text: bytes, seal: str) -> bool:
    unsealed = text.replace(seal.encode(), UNSET.encode())
    return hashlib.sha256(unsealed).hexdigest() == seal


def verify(folder: Path, manifest: dict[str, Any]) -> None:
    """Check every file of a version against its manifest.

    Raises:
        StoreError: naming the first file that is missing or differs.
    """
    for name in REQUIRED_FILES:
        entry = manifest["files"].get(name)
        expected = entry.get("sha256") if isinstance(entry, dict) else None
        path = folder / name
        found = sha256(path) if path.is_file() else "no such file"
        if found != expected:
            raise StoreError(
                f"Expected {path} to have SHA-256 {expected}. Received: {found}. "
                "The version is damaged and will not be served; restore it or "
                "promote another one."
            )
