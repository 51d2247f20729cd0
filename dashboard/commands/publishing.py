"""From a trained network to a published version: export, measure, describe, publish."""

import importlib.metadata
import platform
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard import cards
from dashboard.backbones import BACKBONES
from dashboard.commands import corrected, measuring
from dashboard.data.fashion_mnist import SPLIT_SEED, Dataset
from dashboard.recipe import Recipe
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

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
            of the run; the graph may be exported on another backend. Where it has a
            parent, "training_seconds_before" too.
        lesson: the corrections that it learned from.

    Raises:
        StoreError: the exported graph differs from the network, or a bad name.
    """

    def fill(folder: Path) -> dict[str, Any]:
        from dashboard.ml import export

        held = data.train_images[data.validation_index]
        export.export(trained.model, folder, held[:PARITY_IMAGES], recipe.mirror)
        pd.DataFrame(trained.history).to_csv(folder / "history.csv", index=False)
        content = describe(recipe, data, trained, facts) | measuring.measure_graph(
            folder, data
        )
        if lesson:
            content["corrections"] = corrected.effect(lesson, folder / "model.onnx")
        (folder / "CARD.md").write_text(cards.card(name, content), encoding="utf-8")
        return content

    return store.publish(name, fill)


def describe(recipe: Recipe, data: Dataset, trained, facts: dict) -> dict[str, Any]:
    """The part of a manifest that says where a version comes from."""
    from dashboard.ml import quantization

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
        "kernel_bits": quantization.bits(trained.model),
        "best_epoch": trained.best_epoch,
        "training_seconds": round(facts["training_seconds"], 1),
        "training_seconds_before": facts.get("training_seconds_before", 0.0),
        "data": {"name": "Fashion-MNIST", "sha256": data.sha256},
        "splits": splits(data),
        "environment": {
            **environment(),
            # of the training, and maybe of another version than the exporter's
            facts["backend"]: facts["backend_version"],
            "backend": facts["backend"],
            **({"onednn": facts["onednn"]} if "onednn" in facts else {}),
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
