"""From logits to probabilities, and how far those probabilities can be believed."""

import math
from collections.abc import Callable

import numpy as np

from dashboard.analysis.reliability import reliability_bins

LOWEST_PROBABILITY = 1e-12
TEMPERATURES = (0.05, 20.0)  # where the temperature is searched
GOLDEN = (math.sqrt(5) - 1) / 2


def log_softmax(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """float[..., k] logits to float64[..., k] log-probabilities, without overflow.

    Raises:
        ValueError: the temperature is not a positive number.
    """
    scaled = _scaled(logits, temperature)
    shifted = scaled - scaled.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def softmax(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """float[..., k] logits to float64[..., k] probabilities that sum to 1.

    Raises:
        ValueError: the temperature is not a positive number.
    """
    return np.exp(log_softmax(logits, temperature))


def energy(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """Free energy -T log sum exp(logit / T); low for pictures like the training data.

    Liu et al. 2020, arXiv 2010.03759, eq. 4.

    Args:
        logits: float[..., k].

    Returns:
        float64[...], in units of logits.
    """
    scaled = _scaled(logits, temperature)
    top = scaled.max(axis=-1)
    total = np.exp(scaled - top[..., np.newaxis]).sum(axis=-1)
    return -temperature * (top + np.log(total))


def nll(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """Mean negative log-likelihood, in nats; less than 1e-12 counts as 1e-12."""
    true = _probability_of_truth(probabilities, labels)
    return float(-np.log(np.clip(true, LOWEST_PROBABILITY, 1.0)).mean())


def brier(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """Mean squared distance to the one-hot truth, 0 to 2 (Brier 1950, eq. 2)."""
    difference = np.array(probabilities, np.float64)
    difference[np.arange(len(labels)), labels] -= 1.0
    return float(np.square(difference).sum(axis=1).mean())


def expected_calibration_error(
    probabilities: np.ndarray, labels: np.ndarray, bins: int = 15
) -> float:
    """Mean |accuracy - confidence| over the bins, weighted by count; 0 to 1.

    Guo et al. 2017, arXiv 1706.04599, eq. 3.
    """
    found = reliability_bins(probabilities, labels, bins)
    gap = np.nan_to_num(np.abs(found.accuracy - found.confidence))
    return float((gap * found.count).sum() / found.count.sum())


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """The temperature that makes the validation labels most likely.

    Guo et al. 2017, section 4.2. The NLL is convex in 1/T, hence has one valley in
    log T. If every answer is right the likelihood grows without end as T falls and the
    data say nothing; the temperature then stays 1.

    Args:
        logits: float[n, k].
        labels: int[n].

    Returns:
        A temperature from 0.05 to 20.
    """
    logits, labels = np.asarray(logits, np.float64), np.asarray(labels)
    rows = np.arange(len(labels))
    if (logits[rows, labels] >= logits.max(axis=1)).all():
        return 1.0

    def loss(log_temperature: float) -> float:
        return -log_softmax(logits, math.exp(log_temperature))[rows, labels].mean()

    return math.exp(_golden_section(loss, *map(math.log, TEMPERATURES)))


def _golden_section(
    function: Callable[[float], float], low: float, high: float
) -> float:
    """Where a function with one valley is lowest, to 1e-6 (Kiefer 1953)."""
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_left, at_right = function(left), function(right)
    while high - low > 1e-6:
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - GOLDEN * (high - low)
            at_left = function(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + GOLDEN * (high - low)
            at_right = function(right)
    return (low + high) / 2


def _scaled(logits: np.ndarray, temperature: float) -> np.ndarray:
    if not (math.isfinite(temperature) and temperature > 0):
        raise ValueError(
            f"Expected a temperature above 0. Received: temperature={temperature!r}."
        )
    return np.asarray(logits, np.float64) / temperature


def _probability_of_truth(probabilities: np.ndarray, labels: np.ndarray) -> np.ndarray:
    probabilities = np.asarray(probabilities, np.float64)
    return probabilities[np.arange(len(labels)), labels]
