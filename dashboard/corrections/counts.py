"""How many corrections there are of which kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.corrections.entry import Correction


@dataclass(frozen=True)
class Counts:
    """Each correction is in exactly one of the six kinds.

    Attributes:
        learned: a version for Fashion-MNIST may learn from them.
        held_out: such versions are measured on them.
        none_of_ten: no class for such a version to learn.
        in_dataset: pictures of the test or validation images.
        photographs_learned, photographs_held_out: the same for versions for
            photographs, which learn from none of the ten too.
    """

    learned: int
    held_out: int
    none_of_ten: int
    in_dataset: int
    photographs_learned: int = 0
    photographs_held_out: int = 0

    @classmethod
    def of(cls, entries: Iterable[Correction]) -> "Counts":
        """Count them."""
        kinds = [_kind(entry) for entry in entries]
        return cls(**{name: kinds.count(name) for name in cls.__dataclass_fields__})

    @property
    def usable(self) -> int:
        """Those that a version for Fashion-MNIST learns from or is measured on."""
        return self.learned + self.held_out

    @property
    def photographs(self) -> int:
        """Those that a version for photographs learns from or is measured on."""
        return self.photographs_learned + self.photographs_held_out


def _kind(entry: Correction) -> str:
    if entry.in_dataset:
        return "in_dataset"
    if not entry.usable:
        return "none_of_ten"
    kind = "held_out" if entry.held_out else "learned"
    return f"photographs_{kind}" if entry.photograph else kind
