"""From a trained network to a published version: export, measure, describe, publish.

The thresholds come from validation images; the test images are used once, here, for
the figures that pages show.
"""

import importlib.metadata
import platform
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dashboard import cards
from dashboard.analysis import calibration, conformal, interval
from dashboard.backbones import BACKBONES
from dashboard.commands import corrected
from dashboard.data.fashion_mnist import SPLIT_SEED, Dataset
from dashboard.recipe import Recipe
from dashboard.serving import cost
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

COVERAGE = 0.98  # the true class is in the candidates this often, on validation images
TURNED_AWAY = 0.02  # share of real garments that "none of the ten" may cost
BINS = 15
PARITY_IMAGES = 256
PACKAGES = ("tensorflow", "keras", "numpy", "onnxruntime", "onnx", "tf2onnx")


def publish(
    store: ModelStore,
    name: str,
    recipe: Recipe,
    data: Dataset,
    trained,
    facts: dict[str, Any],
    lesson: corrected.Lesson | None = None,
) -> Version:
    """Publish a trained network under the next number of `name`.

    Args:
        trained: a `dashboard.ml.train.Trained`.
        facts: "run_id", "parent", "training_seconds", "backend" and "backend_version"
            of the run; the graph may be exported on another backend.
        lesson: the corrections that it learned from.

    Raises:
        StoreError: the exported graph differs from the network, or a bad name.
    """

    def fill(folder: Path) -> dict[str, Any]:
        from dashboard.ml import export

        held = data.train_images[data.validation_index]
        export.export(trained.model, folder, held[:PARITY_IMAGES], recipe.mirror)
        pd.DataFrame(trained.history).to_csv(folder / "history.csv", index=False)
        content = describe(recipe, data, trained, facts) | measure_graph(folder, data)
        if lesson:
            content["corrections"] = corrected.effect(lesson, folder / "model.onnx")
        (folder / "CARD.md").write_text(cards.card(name, content), encoding="utf-8")
        return content

    return store.publish(name, fill)


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


def describe(recipe: Recipe, data: Dataset, trained, facts: dict) -> dict[str, Any]:
    """The part of a manifest that says where a version comes from."""
    backbone = BACKBONES[recipe.backbone]
    source = "none, trained from nothing"
    if recipe.weights == "imagenet":
        source = backbone.weights_source
    parent = facts.get("parent")
    return {
        "architecture": backbone.title,
        "backbone": recipe.backbone,
        "weights": recipe.weights,
        "weights_source": source,
        "pretrained": recipe.weights != "none",
        "parent": parent,
        "run_id": facts.get("run_id"),
        "recipe": recipe.to_dict(),
        "seed": recipe.seed,
        "image_size": recipe.image_size,
        "parameters": int(trained.model.count_params()),
        "best_epoch": trained.best_epoch,
        "training_seconds": round(facts["training_seconds"], 1),
        "data": {"name": "Fashion-MNIST", "sha256": data.sha256},
        "splits": splits(data),
        "environment": {
            **environment(),
            # of the training, and maybe of another version than the exporter's
            facts["backend"]: facts["backend_version"],
            "backend": facts["backend"],
        },
    }


def splits(data: Dataset) -> dict[str, int]:
    """How the images were divided."""
    return {
        "seed": SPLIT_SEED,
        "train": len(data.train_index),
        "validation": len(data.validation_index),
        "test": len(data.test_labels),
    }


def environment() -> dict[str, str]:
    """The machine and the packages that made the files of a version."""
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        **{name: importlib.metadata.version(name) for name in PACKAGES},
    }
