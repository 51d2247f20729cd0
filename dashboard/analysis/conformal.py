"""Which labels a picture may have, and when it is none of the ten.

The thresholds come from the validation set, once, at publishing; serving reads them.
"""

import math

import numpy as np

SURE, UNSURE, NONE = "sure", "unsure", "none"
MOST_CANDIDATES = 3


def set_threshold(
    validation_probabilities: np.ndarray, labels: np.ndarray, coverage: float
) -> float:
    """The score below which a label belongs to the prediction set.

    Split conformal prediction with score 1 - p(true label) and the finite-sample
    quantile ceil((n + 1) coverage) / n (Sadinle et al. 2019, JASA 114; Angelopoulos
    and Bates 2021, arXiv 2107.07511, section 1). New pictures of the same kind then
    have their label in the set with at least this coverage.

    Args:
        validation_probabilities: float[n, 10], not used for training.
        labels: int[n].
        coverage: share of pictures whose set must hold the truth, above 0, below 1.

    Returns:
        A score in 0..1; 1, every label, when n is too small for the coverage.

    Raises:
        ValueError: no pictures, or a coverage outside 0..1.
    """
    if not 0 < coverage < 1 or len(labels) == 0:
        raise ValueError(
            "Expected pictures and a coverage between 0 and 1. "
            f"Received: {len(labels)} pictures, coverage={coverage!r}."
        )
    probabilities = np.asarray(validation_probabilities, np.float64)
    scores = np.sort(1.0 - probabilities[np.arange(len(labels)), labels])
    # 1e-9: (n + 1) * coverage may miss a whole number by rounding
    rank = math.ceil((len(scores) + 1) * coverage - 1e-9)
    return float(scores[rank - 1]) if rank <= len(scores) else 1.0


def prediction_set(
    probabilities: np.ndarray, threshold: float, most: int = MOST_CANDIDATES
) -> tuple[int, ...]:
    """Label numbers with 1 - p <= threshold, the likeliest first.

    At least one, at most `most`; a cut set no longer carries the coverage.

    Args:
        probabilities: float[10].
        threshold: from `set_threshold`.
    """
    probabilities = np.asarray(probabilities, np.float64)
    order = np.argsort(-probabilities, kind="stable")
    inside = int((1.0 - probabilities <= threshold).sum())
    return tuple(order[: min(max(inside, 1), most)].tolist())


def energy_threshold(validation_energy: np.ndarray, turned_away: float = 0.02) -> float:
    """The energy above which a picture counts as none of the ten.

    Liu et al. 2020, arXiv 2010.03759, section 3.2, fixes the share of genuine pictures
    that pass; here at most `turned_away` of the validation set lies above.

    Args:
        validation_energy: float[n], from `calibration.energy`.

    Raises:
        ValueError: no pictures, or a share outside 0..1.
    """
    energies = np.asarray(validation_energy, np.float64)
    if energies.size == 0 or not 0 <= turned_away < 1:
        raise ValueError(
            "Expected pictures and a share from 0 up to 1. "
            f"Received: {energies.size} pictures, turned_away={turned_away!r}."
        )
    return float(np.quantile(energies, 1 - turned_away, method="inverted_cdf"))


def verdict(
    probabilities: np.ndarray,
    energy: float,
    set_threshold: float,
    energy_threshold: float,
) -> tuple[str, tuple[int, ...]]:
    """What to tell a person about one picture.

    Args:
        probabilities: float[10].

    Returns:
        ("none", ()) when the picture looks like none of the ten; ("sure", (label,))
        when one label is left; else ("unsure", two or three label numbers, likeliest
        first).
    """
    # written so that a NaN energy is turned away too
    if not energy <= energy_threshold:
        return NONE, ()
    candidates = prediction_set(probabilities, set_threshold)
    return (SURE if len(candidates) == 1 else UNSURE), candidates
