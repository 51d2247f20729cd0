"""Confidence and accuracy per bin: the data of a reliability diagram."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class ReliabilityBins:
    """The data of a reliability diagram with b bins of equal width.

    Attributes:
        edges: float64[b + 1], 0 to 1; bin m holds edges[m] < p <= edges[m + 1].
        count: int64[b], pictures.
        confidence, accuracy: float64[b], means, 0 to 1; NaN in an empty bin.
    """

    edges: np.ndarray
    count: np.ndarray
    confidence: np.ndarray
    accuracy: np.ndarray


def reliability_bins(
    probabilities: np.ndarray, labels: np.ndarray, bins: int = 15
) -> ReliabilityBins:
    """Accuracy and mean confidence of the top label per bin of confidence.

    Guo et al. 2017, arXiv 1706.04599, section 2 (bins of equal width, closed above).

    Args:
        probabilities: float[n, k].
        labels: int[n].
    """
    probabilities = np.asarray(probabilities)
    confidence = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    edges = np.linspace(0.0, 1.0, bins + 1)
    # compare in the dtype of the data: float32(0.2) is a little more than 0.2
    places = np.searchsorted(edges.astype(confidence.dtype), confidence) - 1
    places = np.clip(places, 0, bins - 1)
    count = np.bincount(places, minlength=bins)
    means = []
    for values in (confidence, right):
        total = np.bincount(places, weights=values, minlength=bins)
        empty = np.full(bins, np.nan)
        means.append(np.divide(total, count, out=empty, where=count > 0))
    return ReliabilityBins(edges, count, *means)
