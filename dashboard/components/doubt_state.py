"""From a version and a coverage to everything the Doubt page shows."""

from typing import Any

import numpy as np
from dash import html

from dashboard.analysis import calibration, doubt
from dashboard.analysis.doubt import Point
from dashboard.analysis.reliability import reliability_bins
from dashboard.data.fashion_mnist import Dataset
from dashboard.errors import StoreError
from dashboard.figures.coverage import coverage_figure
from dashboard.figures.reliability import reliability_figure
from dashboard.labels import one_hot
from dashboard.store import operating_points, predictions
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

BINS = 15
LOWEST, HIGHEST = 80.0, 99.9  # per cent


def coverage_of(store: ModelStore, model: str | None) -> float:
    """Where the dial of a version stands, in per cent."""
    verdict = operating_points.verdict(store.resolve(model))
    return round(100 * verdict["coverage"], 1)


def page_state(
    store: ModelStore, data: Dataset, model: str | None, coverage: Any
) -> dict[str, Any]:
    """Both figures, the words under them, and whether there is anything to save.

    Args:
        coverage: per cent, as a browser sent it.

    Raises:
        StoreError: the version is damaged, or no such coverage.
    """
    version = store.resolve(model)
    arrays = _arrays(version, data)
    chosen = doubt.point(_share(coverage), *arrays)
    shown, labels = arrays[2], _labels(arrays[2], arrays[3])
    stored = operating_points.verdict(version)["coverage"]
    return {
        "reliability": reliability_figure(reliability_bins(shown, labels, BINS)),
        "coverage": coverage_figure(doubt.curve(*arrays), chosen),
        "words": words(version, chosen, shown, labels),
        "saved": round(stored, 4) == round(chosen.coverage, 4),
    }


def save(store: ModelStore, data: Dataset, model: str | None, coverage: Any) -> str:
    """Let a version answer with this coverage from now on; returns what was done."""
    version = store.resolve(model)
    chosen = doubt.point(_share(coverage), *_arrays(version, data))
    operating_points.save(
        version,
        coverage=chosen.coverage,
        set_threshold=chosen.set_threshold,
        by="the Doubt page",
    )
    return f"{version.ref} answers with {chosen.coverage:.1%} coverage from now on."


def words(
    version: Version, chosen: Point, shown: np.ndarray, labels: np.ndarray
) -> list[html.P]:
    """What the chosen coverage means, in sentences."""
    error = calibration.expected_calibration_error(shown, labels, BINS)
    kind = "held-out pictures" if version.sees_photographs else "test images"
    sure = "none is sure"
    if chosen.sure_right is not None:
        sure = (
            f"{chosen.sure:.1%} are sure, and {chosen.sure_right:.1%} of those are "
            "right"
        )
    return [
        html.P(
            f"At {chosen.coverage:.1%} coverage, of the {len(shown):,} {kind}: {sure}. "
            f"{chosen.kept:.1%} have a right label among their candidates, "
            f"{chosen.candidates:.2f} on average, three at most."
        ),
        html.P(
            f"Expected calibration error {error:.4f} ({BINS} bins). Temperature and "
            f"threshold come from {_source(version)}.",
            className="small",
        ),
    ]


def _source(version: Version) -> str:
    if parent := version.manifest.get("thresholds_from"):
        return f"{parent}, which chose them on these held-out pictures and others"
    if version.sees_photographs:
        return "the same held-out pictures, so the figures are a little too good"
    return "the 5,000 validation images, never from test images"


def _arrays(version: Version, data: Dataset) -> tuple[np.ndarray, ...]:
    """Probabilities and right labels: to find a threshold on, and to measure it on."""
    found = predictions.load(version)
    if not version.sees_photographs:
        held = one_hot(data.train_labels[data.validation_index]) > 0
        shown = one_hot(data.test_labels) > 0
        return found.validation_probabilities, held, found.test_probabilities, shown
    if found.held_logits is None:
        raise StoreError(
            f"Expected {version.ref} to hold its answers for held-out photographs. "
            "Received: a version without them. Publish it again."
        )
    right = found.held_answers > 0
    logits, right = found.held_logits[right.any(axis=1)], right[right.any(axis=1)]
    shown = calibration.softmax(logits, version.manifest["temperature"])
    return shown, right, shown, right


def _labels(shown: np.ndarray, right: np.ndarray) -> np.ndarray:
    """One label each where several may be right: the answer's own where it is right,
    else another."""
    chosen = shown.argmax(axis=1)
    hit = right[np.arange(len(shown)), chosen]
    return np.where(hit, chosen, (chosen + 1) % 10)


def _share(coverage: Any) -> float:
    try:
        per_cent = float(coverage)
    except (TypeError, ValueError):
        per_cent = 0.0
    if not LOWEST <= per_cent <= HIGHEST:
        raise StoreError(
            f"Expected a coverage from {LOWEST:g} to {HIGHEST:g}%. Received: "
            f"{coverage!r}. Move the dial."
        )
    return per_cent / 100
