"""Which corrections a training learns from and which measure it: chosen once, kept in
the run's folder as ids and labels, never as pictures, so that deleting stays true."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from dashboard import atomic
from dashboard.corrections.entry import CHOICES, check_id
from dashboard.corrections.folder import Corrections
from dashboard.errors import CorrectionError
from dashboard.labels import LABELS

Labels = dict[str, str]


@dataclass(frozen=True)
class Plan:
    """Ids of corrections with the labels they had when the training began."""

    used: Labels
    held_out: Labels

    @classmethod
    def of(
        cls,
        corrections: Corrections,
        holds_apart: Callable[[np.ndarray], bool],
        photographs: bool = False,
    ) -> "Plan":
        """Choose among those on answers of one kind of version.

        Args:
            photographs: of versions for photographs, else of those for Fashion-MNIST.
            holds_apart: whether uint8 [28, 28] is a test or validation image; what an
                entry says of itself is not enough to keep one from being learned.
        """
        entries = [
            entry
            for entry in corrections.list().entries
            if entry.usable and entry.photograph is photographs
            # as late as it can be: it looks through 15,000 images
            if not holds_apart(corrections.pixels(entry.id))
        ]
        # in an order of their own: the same corrections are the same data
        entries.sort(key=lambda entry: entry.id)
        return cls(
            {entry.id: entry.label for entry in entries if not entry.held_out},
            {entry.id: entry.label for entry in entries if entry.held_out},
        )

    def write(self, path: Path) -> None:
        """Keep it; it never changes afterwards."""
        atomic.write_json(path, asdict(self))

    @classmethod
    def read(cls, path: Path, photographs: bool = False) -> "Plan":
        """Load a kept plan.

        Args:
            photographs: as `of` had it; only then none of the ten can be learned.

        Raises:
            CorrectionError: the file is missing or no plan.
        """
        try:
            known = CHOICES if photographs else LABELS
            plan = cls(**json.loads(path.read_bytes()))
            for entry_id, label in (*plan.used.items(), *plan.held_out.items()):
                check_id(entry_id)
                known.index(label)
            return plan
        except (
            OSError,
            ValueError,
            TypeError,
            AttributeError,
            CorrectionError,
        ) as error:
            raise CorrectionError(
                f"Expected the corrections of a run in {path}. Received: {error!r}. "
                "Start a new run."
            ) from error


def arrays(corrections: Corrections, labels: Labels) -> tuple[np.ndarray, np.ndarray]:
    """Pixels uint8 [n, 28, 28] and label numbers uint8 [n].

    Raises:
        CorrectionError: one of them was deleted or is damaged.
    """
    found = [corrections.pixels(entry_id) for entry_id in labels]
    images = np.array(found, np.uint8).reshape(-1, 28, 28)
    numbers = [LABELS.index(label) for label in labels.values()]
    return images, np.array(numbers, np.uint8)


def still_there(corrections: Corrections, labels: Labels) -> Labels:
    """Those that were not deleted meanwhile."""
    known = {entry.id for entry in corrections.list().entries}
    return {key: label for key, label in labels.items() if key in known}
