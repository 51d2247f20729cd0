"""How much training is in a version: its own and that of the versions it continued."""

from typing import Any

from dashboard.errors import LookbookError
from dashboard.store.versions import ModelStore


def seconds_before(store: ModelStore, parent: str | None) -> float | None:
    """Seconds of training that went into a version before another continued it.

    Returns:
        0.0 without a parent; None where the store no longer has it.
    """
    if parent is None:
        return 0.0
    try:
        return total_seconds(store.resolve(parent).manifest)
    except LookbookError:
        return None


def total_seconds(manifest: dict[str, Any]) -> float | None:
    """All seconds of training in a version; None where some are not known.

    A manifest without "training_seconds_before" is older than that entry, or of an
    ensemble, whose own time is that of its members.
    """
    own = manifest.get("training_seconds")
    before = manifest.get("training_seconds_before", 0.0)
    return None if own is None or before is None else own + before
