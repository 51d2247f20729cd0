"""Rows and comparisons made of a few numbers."""

import numpy as np

from dashboard.analysis import paired
from dashboard.analysis.comparison import Comparison, Row

IMAGES = 1_000


def row(ref="cnn-baseline/1", accuracy=0.92, **changes) -> Row:
    """A row; whatever is not given is a plain CNN's."""
    facts = {
        "ref": ref,
        "name": ref.split("/")[0],
        "backbone": "cnn",
        "champion": False,
        "single": True,
        "pretrained": False,
        "parent": None,
        "validation_accuracy": accuracy,
        "accuracy": accuracy,
        "low": accuracy - 0.01,
        "high": accuracy + 0.01,
        "nll": 0.2263,
        "ece": 0.0076,
        "ece_bins": 15,
        "parameters": 221_602,
        "multiply_adds": 12_211_328,
        "training_seconds": 983.0,
        "latency_ms": 0.36,
        "images_per_second": 1916.2,
        "onnx_bytes": 888_740,
        "created_at": "2026-11-24T09:21:08+00:00",
        "together": True,
        "against": None,
    }
    return Row(**facts | changes)


def comparison(*rows, **changes) -> Comparison:
    """A comparison in which each row has its accuracy's share of the images right."""
    right = {one.ref: np.arange(IMAGES) < one.accuracy * IMAGES for one in rows}
    facts = {"right": right, "measured_at": "2026-11-24T10:00:00+00:00", "machine": {}}
    return Comparison(rows=rows, **facts | changes)


def against(one: float, other: float) -> paired.Paired:
    """The test of a row of accuracy `one` against one of `other`."""
    images = np.arange(IMAGES)
    return paired.compare(images < one * IMAGES, images < other * IMAGES)
