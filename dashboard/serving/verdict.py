"""Sure, unsure, or none of the ten: a version's stored thresholds applied to logits.

The rules and the finding of thresholds are `dashboard.analysis.conformal`.
"""

from typing import Any

import numpy as np

from dashboard.analysis import calibration, conformal
from dashboard.labels import LABELS


def judge(
    logits: np.ndarray, temperature: float, thresholds: dict[str, Any]
) -> tuple[np.ndarray, str, tuple[str, ...]]:
    """Turn logits into an answer.

    Args:
        logits: float32 [10].
        temperature: divides the logits (Guo et al. 2017, arXiv 1706.04599, 4.2).
        thresholds: "set_threshold" and "energy_threshold" of the version's manifest.

    Returns:
        (probabilities float32 [10], "sure" | "unsure" | "none", candidate labels).
    """
    probabilities = calibration.softmax(logits[None], temperature)[0]
    energy = float(calibration.energy(logits[None], temperature)[0])
    kind, candidates = conformal.verdict(
        probabilities,
        energy,
        thresholds["set_threshold"],
        thresholds["energy_threshold"],
    )
    return probabilities.astype(np.float32), kind, tuple(LABELS[i] for i in candidates)
