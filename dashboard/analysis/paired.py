"""Two versions on the same images: the difference of their accuracies, how sure it is,
and the same in words. The test alone is `dashboard.analysis.interval`."""

import math
from dataclasses import dataclass

import numpy as np

from dashboard.analysis.interval import mcnemar, wilson

LEVEL = 0.05  # a p below it is called a difference


@dataclass(frozen=True)
class Paired:
    """A version `a` against a version `b`.

    Attributes:
        images: how many both answered.
        only_a, only_b: images that only that version has right.
        difference: accuracy of a less accuracy of b, -1 to 1.
        low, high: 95 % interval of the difference.
        p: of the exact two-sided McNemar test; not corrected for how many are made.
    """

    images: int
    only_a: int
    only_b: int
    difference: float
    low: float
    high: float
    p: float


def compare(correct_a: np.ndarray, correct_b: np.ndarray) -> Paired:
    """Test and interval for two versions.

    The test is the exact conditional one: under the hypothesis of equal accuracy the
    discordant images are tosses of a fair coin (McNemar 1947, Psychometrika 12, p. 153;
    exact form: Fagerland, Lydersen and Laake 2013, BMC Med. Res. Methodol. 13:91).

    Args:
        correct_a, correct_b: bool[n], the same images in the same order, n above 0.

    Raises:
        ValueError: the lengths differ, or there are no images.
    """
    a, b = np.asarray(correct_a, bool), np.asarray(correct_b, bool)
    test = mcnemar(a, b)
    if a.size == 0:
        raise ValueError("Expected at least one image. Received: none.")
    both, total = int((a & b).sum()), a.size
    low, high = newcombe(both, test.only_a, test.only_b, total)
    difference = (test.only_a - test.only_b) / total
    return Paired(total, test.only_a, test.only_b, difference, low, high, test.p)


def newcombe(
    both: int, only_a: int, only_b: int, total: int, z: float = 1.959964
) -> tuple[float, float]:
    """Interval of a difference of paired shares, 95 % with the default z.

    Newcombe 1998, Statistics in Medicine 17, p. 2635, method 10: two Wilson intervals,
    joined by the correlation of the pairs.

    Args:
        both, only_a, only_b: counts of `total` pairs, which is above 0.

    Returns:
        (low, high) of share a less share b.
    """
    counts = both + only_a, both + only_b
    share_a, share_b = (count / total for count in counts)
    (low_a, high_a), (low_b, high_b) = (wilson(count, total, z) for count in counts)
    phi = _correlation(both, only_a, only_b, total)
    down = _joined(share_a - low_a, high_b - share_b, phi)
    up = _joined(high_a - share_a, share_b - low_b, phi)
    difference = share_a - share_b
    return difference - down, difference + up


def _joined(first: float, second: float, phi: float) -> float:
    squared = first**2 - 2 * phi * first * second + second**2
    return math.sqrt(max(0.0, squared))  # rounding can miss zero by 1e-20


def _correlation(both: int, only_a: int, only_b: int, total: int) -> float:
    """Phi of the four counts, a positive one with Newcombe's continuity correction."""
    neither = total - both - only_a - only_b
    margins = (
        (both + only_a) * (only_b + neither) * (both + only_b) * (only_a + neither)
    )
    if margins == 0:
        return 0.0
    excess = both * neither - only_a * only_b
    corrected = max(excess - total / 2, 0.0) if excess > 0 else excess
    return corrected / math.sqrt(margins)


def better_words(found: Paired) -> str:
    """Whether `a` is better: "no: 0.4 points fewer, p = 0.01"."""
    gain = f"{points_words(found.difference)}, {p_words(found.p)}"
    if found.p >= LEVEL:
        return f"no difference shown: {gain}"
    return f"{'yes' if found.difference > 0 else 'no'}: {gain}"


def points_words(difference: float) -> str:
    """A difference of shares in percentage points: "0.37 points fewer"."""
    if difference == 0:
        return "equal"
    return f"{abs(difference) * 100:.2f} points {'more' if difference > 0 else 'fewer'}"


def interval_words(found: Paired) -> str:
    """The 95 % interval in points: "-0.62 to +0.12"."""
    return f"{found.low * 100:+.2f} to {found.high * 100:+.2f}"


def p_words(p: float) -> str:
    """A p with two figures: "p = 0.012"; "p < 0.001" below that."""
    if p < 0.001:
        return "p < 0.001"
    return f"p = {p:.2f}" if p >= 0.0995 else f"p = {p:.3f}"
