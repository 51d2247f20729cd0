"""Promotion from a page: who did it, and the news that it worked."""

from dashboard.components.shell import toast
from dashboard.store import aliases
from dashboard.store.manifest import CHAMPION
from dashboard.store.versions import ModelStore
from dashboard.web.notices import notify


def promote(store: ModelStore, ref: str, generation: int | None) -> int:
    """Make "name/number" champion; returns the promotion's number.

    Args:
        generation: the promotion that the person's table showed as the latest.

    Raises:
        StoreError: the version is missing or damaged, or somebody else was first.
    """
    version = store.resolve(ref)
    alias = aliases.promote(
        store.root,
        version.name,
        version.number,
        by="the Models page",
        reason="",
        expected_generation=generation,
    )
    if alias.role == CHAMPION:
        notify(toast(f"{alias.ref} answers from now on.", "New champion", ok=True))
    else:
        words = f"{alias.ref} answers photographs from now on."
        notify(toast(words, "Promoted", ok=True))
    return alias.generation
