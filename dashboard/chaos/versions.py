"""Versions that can be published, verified and promoted, but not run, and what must be
true of a store at any moment. Loads without NumPy, because processes that die at once
should not take long to live."""

from pathlib import Path

from dashboard.chaos.outcome import demand
from dashboard.store import aliases, manifest
from dashboard.store.versions import ModelStore

NAME = "shoes"


def fill(folder: Path, **changes) -> dict:
    """Write a stand-in for a version's files; what a manifest wants is returned."""
    for name in manifest.REQUIRED_FILES:
        (folder / name).write_text(f"{name} of {folder.name}", encoding="utf-8")
    return {
        "architecture": "a placeholder",
        "backbone": "none",
        "weights": "none",
        "recipe": {},
        "temperature": 1.0,
        "verdict": {},
        "metrics": {"validation_accuracy": 0.5},
        **changes,
    }


def made(root: Path, count: int = 2) -> ModelStore:
    """A store with versions, the first of them champion."""
    store = ModelStore(root)
    for _ in range(count):
        store.publish(NAME, fill)
    aliases.promote(root, NAME, 1, by="chaos", reason="")
    return store


def check_whole(store: ModelStore) -> None:
    """Demand that every version verifies and every promotion can be read.

    Raises:
        StoreError: something is damaged.
        BrokenError: a number is missing.
    """
    listed = store.list(strict=True)
    for version in listed:
        version.verify()
    numbers = sorted(version.number for version in listed)
    demand(numbers == list(range(1, len(numbers) + 1)), f"versions {numbers}")
    generations = [alias.generation for alias in aliases.history(store.root)]
    expected = list(range(1, len(generations) + 1))
    demand(generations == expected, f"promotions {generations}")


def left_overs(root: Path) -> list[str]:
    """Names of what nobody will use any more: folders and files half made."""
    found = [*root.glob(".tmp-*"), *root.glob(".*.part"), *root.glob(".new-*")]
    return sorted(path.name for path in found)
