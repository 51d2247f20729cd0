"""What a graph answers on the validation and test images, and what follows from that.

The thresholds come from validation images; the test images are used once, here, for
the figures that pages show.
"""

from pathlib import Path
from typing import Any

import numpy as np

from dashboard.analysis import calibration, conformal, interval
from dashboard.data.fashion_mnist import Dataset
from dashboard.serving import cost

COVERAGE = 0.98  # the true class is in the candidates this often, on validation images
TURNED_AWAY = 0.02  # share of real garments that "none of the ten" may cost
BINS = 15


def measure_graph(
    folder: Path, data: Dataset, chosen: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What the model.onnx of a version in the making answers, and what that costs.

    Its answers are written to predictions.npz.

    Args:
        chosen: as in `measure`.
    """
    # onnxruntime alone, but it stands in the room of the trainer
    from dashboard.ml import evaluate

    graph = folder / "model.onnx"
    validation = evaluate.logits(graph, data.train_images[data.validation_index])
    test = evaluate.logits(graph, data.test_images)
    figures = measure(validation, test, data, chosen)
    figures["metrics"]["latency_ms"] = evaluate.latency(graph, data.test_images)
    figures["metrics"]["onnx_bytes"] = graph.stat().st_size
    figures["metrics"] |= cost.of_file(graph, data.test_images)
    save_predictions(folder, validation, test, figures["temperature"])
    return figures


def measure(
    validation: np.ndarray,
    test: np.ndarray,
    data: Dataset,
    chosen: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Temperature, thresholds and metrics from logits [5000, 10] and [10000, 10].

    Args:
        chosen: "temperature" and "verdict" found on other pictures; by default they
            come from the validation images.
    """
    held_labels = data.train_labels[data.validation_index]
    chosen = chosen or thresholds(validation, held_labels, COVERAGE, TURNED_AWAY)
    temperature = chosen["temperature"]
    held = calibration.softmax(validation, temperature)
    probabilities = calibration.softmax(test, temperature)
    right = probabilities.argmax(1) == data.test_labels
    low, high = interval.wilson(int(right.sum()), len(right))
    return chosen | {
        "metrics": {
            "validation_accuracy": float((held.argmax(1) == held_labels).mean()),
            "test_accuracy": float(right.mean()),
            "test_accuracy_interval": [float(low), float(high)],
            "test_nll": float(calibration.nll(probabilities, data.test_labels)),
            "test_ece": float(
                calibration.expected_calibration_error(
                    probabilities, data.test_labels, BINS
                )
            ),
            "ece_bins": BINS,
        },
    }


def thresholds(
    logits: np.ndarray, labels: np.ndarray, coverage: float, turned_away: float
) -> dict[str, Any]:
    """Temperature and verdict of a version from pictures it did not learn from.

    Args:
        logits: float32 [n, 10].
        labels: integers [n], the true classes.
        coverage: how often the true class shall be among the candidates.
        turned_away: share of these pictures that "none of the ten" may cost.
    """
    temperature = calibration.fit_temperature(logits, labels)
    probabilities = calibration.softmax(logits, temperature)
    energy = calibration.energy(logits, temperature)
    return {
        "temperature": float(temperature),
        "verdict": {
            "coverage": coverage,
            "turned_away": turned_away,
            "set_threshold": conformal.set_threshold(probabilities, labels, coverage),
            "energy_threshold": conformal.energy_threshold(energy, turned_away),
        },
    }


def save_predictions(
    folder: Path, validation: np.ndarray, test: np.ndarray, temperature: float
) -> None:
    """Write predictions.npz, what every page about this version reads."""
    np.savez_compressed(
        folder / "predictions.npz",
        validation_logits=validation.astype(np.float32),
        test_logits=test.astype(np.float32),
        validation_probabilities=calibration.softmax(validation, temperature).astype(
            np.float32
        ),
        test_probabilities=calibration.softmax(test, temperature).astype(np.float32),
    )
