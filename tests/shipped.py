"""The shipped baseline, copied so that a test may change the store around it."""

import json
import shutil
from pathlib import Path

from dashboard.settings import Settings
from dashboard.store.versions import ModelStore

NAME = "cnn-baseline"


def copied_store(root: Path, *numbers: int) -> ModelStore:
    """A store with the shipped version under each number.

    Of two the second is less sure of itself, so that their answers differ, and newer.
    """
    for number in numbers:
        target = root / NAME / str(number)
        shutil.copytree(Path("/tmp/devstore") / NAME / "1", target)
        path = target / "manifest.json"
        manifest = json.loads(path.read_bytes())
        manifest["version"] = number
        manifest["temperature"] *= number
        manifest["created_at"] = f"2026-01-0{number}T00:00:00+00:00"
        path.write_text(json.dumps(manifest), encoding="utf-8")
    return ModelStore(root)


def settings_in(folder: Path, store: ModelStore, data: Path) -> Settings:
    """Settings that write nothing outside `folder`; decoded arrays are shared."""
    cache = folder / "cache"
    cache.mkdir()
    (cache / "arrays").symlink_to(Settings.from_environment().cache / "arrays")
    return Settings(data=data, store=store.root, runs=folder / "runs", cache=cache)
