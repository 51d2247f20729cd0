"""What a coverage costs: how many answers stay sure, and how often those are right."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.analysis.conformal import MOST_CANDIDATES, set_threshold

COVERAGES = (
    *np.round(np.arange(0.80, 0.99, 0.01), 2).tolist(),
    *(0.99, 0.993, 0.995, 0.997, 0.999),
)


@dataclass(frozen=True)
class Point:
    """A coverage and what it brings.

    Attributes:
        coverage: asked for.
        set_threshold: found on held-out pictures.
        kept: share of the pictures whose candidates hold a right label.
        sure: share with one candidate.
        sure_right: share of those that are right; None without any.
        candidates: their mean number.
    """

    coverage: float
    set_threshold: float
    kept: float
    sure: float
    sure_right: float | None
    candidates: float


def point(
    coverage: float,
    held: np.ndarray,
    held_right: np.ndarray,
    shown: np.ndarray,
    right: np.ndarray,
) -> Point:
    """Find a threshold on held-out pictures and measure it on others.

    Args:
        held, shown: probabilities, float [n, 10] and [m, 10].
        held_right, right: bool, 1 for each right label; no row without any.

    Raises:
        ValueError: no held-out pictures, or a coverage outside 0..1.
    """
    truth = np.where(held_right, held, -1.0).argmax(axis=1)
    threshold = set_threshold(held, truth, coverage)
    inside = (1.0 - shown <= threshold).sum(axis=1)
    count = np.clip(inside, 1, MOST_CANDIDATES)
    # a right label is kept when fewer than `count` labels are likelier
    best = np.where(right, shown, -1.0).max(axis=1)
    kept = (shown > best[:, None]).sum(axis=1) < count
    sure = count == 1
    return Point(
        coverage=float(coverage),
        set_threshold=threshold,
        kept=float(kept.mean()),
        sure=float(sure.mean()),
        sure_right=float(kept[sure].mean()) if sure.any() else None,
        candidates=float(count.mean()),
    )


def curve(
    held: np.ndarray,
    held_right: np.ndarray,
    shown: np.ndarray,
    right: np.ndarray,
    coverages: Sequence[float] = COVERAGES,
) -> list[Point]:
    """A point for each coverage; arguments as for `point`."""
    return [point(one, held, held_right, shown, right) for one in coverages]
