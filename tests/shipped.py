"""The shipped baseline, published again under other numbers in a store of its own."""

import shutil
from pathlib import Path

from dashboard.settings import Settings
from dashboard.store import manifest
from dashboard.store.versions import ModelStore

NAME = "cnn-baseline"
OWN_KEYS = ("format", "name", "version", "files", "seal")  # publishing writes them


def copied_store(root: Path, count: int = 1) -> ModelStore:
    """A store with the shipped version as 1, 2 and so on.

    The later ones are less sure of themselves, so that answers tell them apart.
    """
    shipped = ModelStore(Settings().store).get(NAME, 1)
    store = ModelStore(root)
    for number in range(1, count + 1):
        facts = {k: v for k, v in shipped.manifest.items() if k not in OWN_KEYS}
        facts["temperature"] *= number

        def fill(folder: Path, facts=facts) -> dict:
            for name in manifest.REQUIRED_FILES:
                shutil.copy(shipped.folder / name, folder)
            return facts

        store.publish(NAME, fill)
    return store


def settings_in(folder: Path, store: ModelStore, data: Path) -> Settings:
    """Settings that write nothing outside `folder`; decoded arrays are shared."""
    cache = folder / "cache"
    cache.mkdir()
    (cache / "arrays").symlink_to(Settings.from_environment().cache / "arrays")
    return Settings(
        data=data,
        store=store.root,
        runs=folder / "runs",
        cache=cache,
        corrections=folder / "corrections",
    )
