"""What all versions measured in one run: one file beside them, replaced in one step.

A version's manifest is sealed, so figures that are measured later stand here. An entry
belongs to one graph; when the graph is another one, the entry is not used.
"""

import json
import logging
from pathlib import Path
from typing import Any

from dashboard import atomic
from dashboard.store.version import Version

log = logging.getLogger(__name__)
FILE = "comparison.json"
FORMAT = 1
EMPTY: dict[str, Any] = {"format": FORMAT, "measured_at": None, "versions": {}}


def read(root: Path) -> dict[str, Any]:
    """The file of a store; EMPTY where there is none or it cannot be used.

    Returns:
        "measured_at" (ISO time, UTC), "machine" (its facts), "rounds", and "versions":
        "name/number" to "onnx_sha256", "latency_ms", "images_per_second" and
        "multiply_adds".
    """
    path = root / FILE
    try:
        content = json.loads(path.read_bytes())
        if content["format"] == FORMAT and _entries_are_objects(content):
            return content
        log.warning("Expected %s in format %d: its figures are not used", path, FORMAT)
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning("Expected %s to hold a comparison. Received: %r", path, error)
    return EMPTY


def _entries_are_objects(content: dict[str, Any]) -> bool:
    return all(isinstance(one, dict) for one in content["versions"].values())


def write(root: Path, content: dict[str, Any]) -> None:
    """Replace the file; `content` is as `read` returns it, without "format"."""
    atomic.write_json(root / FILE, {"format": FORMAT, **content})


def of(version: Version, content: dict[str, Any]) -> dict[str, float]:
    """The numbers measured for this very graph; {} if there are none."""
    entry = content["versions"].get(version.ref, {})
    if entry.get("onnx_sha256") != graph_hash(version):
        return {}
    return {key: value for key, value in entry.items() if _is_number(value)}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def graph_hash(version: Version) -> str | None:
    """SHA-256 of the graph as its manifest has it."""
    return version.manifest["files"].get("model.onnx", {}).get("sha256")
