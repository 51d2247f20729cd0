"""The confusion matrix and the scores read from it, as pure functions on arrays.

Colours and tables are not here; see figures/matrix_colour.py and the page.
"""

import math
from dataclasses import dataclass

import numpy as np

from dashboard.labels import CLASSES, LABELS

DASH = "–"


@dataclass(frozen=True)
class ClassScores:
    """Scores of one class, or their mean over the classes.

    Attributes:
        precision, recall, f1: 0 to 1; NaN where the ratio is 0/0.
        support: test pictures that truly are of the class.
    """

    label: str
    precision: float
    recall: float
    f1: float
    support: int


def confusion_matrix(labels: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """Count every (true, predicted) pair.

    Args:
        labels, predicted: int[n], label numbers 0 to 9.

    Returns:
        int64[10, 10]; rows are true classes, columns predicted ones.

    Raises:
        ValueError: the lengths differ or a label number is outside 0 to 9.
    """
    labels, predicted = np.asarray(labels), np.asarray(predicted)
    if labels.shape != predicted.shape or labels.ndim != 1:
        raise ValueError(
            "Expected two lists of the same length. "
            f"Received: labels {labels.shape}, predicted {predicted.shape}."
        )
    for numbers in (labels, predicted):
        if numbers.size and not 0 <= numbers.min() <= numbers.max() < CLASSES:
            raise ValueError(
                f"Expected label numbers from 0 to {CLASSES - 1}. "
                f"Received: {numbers.min()} to {numbers.max()}."
            )
    pairs = labels.astype(np.int64) * CLASSES + predicted.astype(np.int64)
    counts = np.bincount(pairs, minlength=CLASSES * CLASSES)
    return counts.astype(np.int64).reshape(CLASSES, CLASSES)


def row_percent(matrix: np.ndarray) -> np.ndarray:
    """int[10, 10] counts to float64[10, 10], 0 to 100 % of the row; NaN if empty."""
    matrix = np.asarray(matrix)
    return 100.0 * _ratio(matrix, matrix.sum(axis=1, keepdims=True))


def cell_rows(
    labels: np.ndarray, probabilities: np.ndarray, true: int, predicted: int
) -> np.ndarray:
    """Row numbers of the pictures in one cell, worst first.

    Worst is the highest probability of the wrong answer; on the diagonal the lowest
    probability of the right one. Ties stay in the order of the dataset.

    Args:
        labels: int[n].
        probabilities: float[n, 10].

    Returns:
        int64[m], rows of `probabilities`.
    """
    labels, probabilities = np.asarray(labels), np.asarray(probabilities)
    in_cell = (labels == true) & (probabilities.argmax(axis=1) == predicted)
    rows = np.flatnonzero(in_cell)
    confidence = probabilities[rows, predicted]
    badness = confidence if true == predicted else -confidence
    return rows[np.argsort(badness, kind="stable")]


def class_scores(matrix: np.ndarray) -> tuple[ClassScores, ...]:
    """Precision, recall and F1 of the ten classes, in label order.

    F1 is written 2 TP / (2 TP + FP + FN), so it is 0 and not NaN for a class that was
    confused every time (van Rijsbergen 1979, chapter 7, with equal weights).
    """
    matrix = np.asarray(matrix)
    hits, support, claimed = np.diag(matrix), matrix.sum(axis=1), matrix.sum(axis=0)
    columns = zip(
        LABELS,
        _ratio(hits, claimed).tolist(),
        _ratio(hits, support).tolist(),
        _ratio(2 * hits, support + claimed).tolist(),
        support.tolist(),
        strict=True,
    )
    return tuple(ClassScores(*column) for column in columns)


def macro_scores(scores: tuple[ClassScores, ...]) -> ClassScores:
    """The unweighted mean over the classes with a defined score; support is summed."""
    return ClassScores(
        "Macro average",
        _mean_of_defined([score.precision for score in scores]),
        _mean_of_defined([score.recall for score in scores]),
        _mean_of_defined([score.f1 for score in scores]),
        sum(score.support for score in scores),
    )


def percent_text(score: float) -> str:
    """0.9123 to "91.2 %"; NaN to a dash."""
    return DASH if math.isnan(score) else f"{100 * score:.1f}%"


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Element-wise float64 ratio with 0/0 = NaN and no warning."""
    part, whole = np.broadcast_arrays(part, whole)
    empty = np.full(part.shape, np.nan)
    return np.divide(part, whole, out=empty, where=whole != 0)


def _mean_of_defined(values: list[float]) -> float:
    defined = [value for value in values if not math.isnan(value)]
    return sum(defined) / len(defined) if defined else math.nan
