"""How many corrections there are of which kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.corrections.entry import Correction


@dataclass(frozen=True)
class Counts:
    """Each correction is in exactly one of the four kinds.

    Attributes:
        learned: a training may learn from them.
        held_out: versions are measured on them.
        none_of_ten: no class to learn.
        in_dataset: pictures of the test or validation images.
    """

    learned: int
    held_out: int
    none_of_ten: int
    in_dataset: int

    @classmethod
    def of(cls, entries: Iterable[Correction]) -> "Counts":
        """Count them."""
        kinds = [_kind(entry) for entry in entries]
        return cls(**{name: kinds.count(name) for name in cls.__dataclass_fields__})

    @property
    def usable(self) -> int:
        """Those that a training uses, to learn or to measure."""
        return self.learned + self.held_out


def _kind(entry: Correction) -> str:
    if entry.in_dataset:
        return "in_dataset"
    if not entry.of_the_ten:
        return "none_of_ten"
    return "held_out" if entry.held_out else "learned"
