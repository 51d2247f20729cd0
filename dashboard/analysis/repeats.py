"""The same measurement several times: what to expect, and how far one may be off."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Spread:
    """Values of independent repeats.

    Attributes:
        deviation: the sample standard deviation, of n - 1; None for a single value.
    """

    values: tuple[float, ...]
    mean: float
    deviation: float | None


def spread(values: Sequence[float]) -> Spread:
    """Mean and sample standard deviation.

    Raises:
        ValueError: there are no values.
    """
    if not len(values):
        raise ValueError("Expected at least one value. Received: none.")
    deviation = float(np.std(values, ddof=1)) if len(values) > 1 else None
    return Spread(tuple(values), float(np.mean(values)), deviation)
