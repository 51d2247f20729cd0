"""How sure a share of right answers is, and whether two models really differ."""

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class McNemar:
    """Two models on the same pictures.

    Attributes:
        p: probability of a split at least as uneven if neither model were better.
        only_a, only_b: pictures that only that model has right.
    """

    p: float
    only_a: int
    only_b: int


def wilson(correct: int, total: int, z: float = 1.959964) -> tuple[float, float]:
    """Interval of a true share, 95 % with the default z (Wilson 1927, JASA 22, p. 209).

    Returns:
        (low, high) in 0..1; (0, 1) when nothing was counted.

    Raises:
        ValueError: correct is not within 0..total.
    """
    if not 0 <= correct <= total:
        raise ValueError(
            "Expected 0 <= correct <= total. "
            f"Received: correct={correct!r}, total={total!r}."
        )
    if total == 0:
        return 0.0, 1.0
    share, weight = correct / total, z * z / total
    middle = (share + weight / 2) / (1 + weight)
    variance = share * (1 - share) / total + weight / (4 * total)
    half = z * math.sqrt(variance) / (1 + weight)
    # the ends are exact where rounding would miss them by 1e-17
    low = 0.0 if correct == 0 else max(0.0, middle - half)
    high = 1.0 if correct == total else min(1.0, middle + half)
    return low, high


def mcnemar(correct_a: np.ndarray, correct_b: np.ndarray) -> McNemar:
    """Exact two-sided test on the pictures that one model alone has right.

    McNemar 1947, Psychometrika 12, p. 153, with the binomial in place of chi-squared.

    Args:
        correct_a, correct_b: bool[n], the same pictures in the same order.

    Raises:
        ValueError: the lengths differ.
    """
    a, b = np.asarray(correct_a, bool), np.asarray(correct_b, bool)
    if a.shape != b.shape:
        raise ValueError(
            "Expected both models on the same pictures. "
            f"Received: {a.shape} and {b.shape}."
        )
    only_a, only_b = int((a & ~b).sum()), int((b & ~a).sum())
    return McNemar(_fair_coin_p(only_a, only_b), only_a, only_b)


def _fair_coin_p(heads: int, tails: int) -> float:
    """Two-sided binomial p of a fair coin, exact in whole numbers for any count."""
    tosses, fewer = heads + tails, min(heads, tails)
    ways = term = 1
    for k in range(1, fewer + 1):
        term = term * (tosses - k + 1) // k
        ways += term
    return min(1.0, 2 * ways / 2**tosses)
