"""From a trained network for photographs to a published version.

Temperature and thresholds come from the pictures that were held out of training; the
photographs of a validation folder and Fashion-MNIST's test images are only measured.
"""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dashboard import arrays, photo_cards
from dashboard.analysis import photographs
from dashboard.commands import measuring, photo_memory, publishing
from dashboard.data import uploads
from dashboard.data.fashion_mnist import Dataset
from dashboard.data.photo_folder import Photo, answers
from dashboard.data.photograph import framed
from dashboard.labels import LABELS
from dashboard.serving.verdict import judge
from dashboard.store import memory
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

BACKBONE = "photographs"
COVERAGE = 0.95  # of the candidates, on the held-out pictures
TURNED_AWAY = 0.02  # share of held-out garments that "none of the ten" may cost


def publish(
    store: ModelStore,
    name: str,
    data: Dataset,
    trained,
    held: Sequence[Photo],
    measured: Sequence[Photo],
    facts: dict[str, Any],
    learned: Sequence[Photo] = (),
) -> Version:
    """Publish under the next number of `name`.

    Args:
        trained: a `dashboard.ml.photos.run.Trained`.
        held: pictures for the temperature and the thresholds.
        measured: photographs that nothing was chosen on; may be empty.
        facts: "plan", "training_seconds", "learned_from", "backend" and
            "backend_version".
        learned: pictures that it learned from, of which it remembers a part.

    Raises:
        StoreError: the exported graph differs from the network, or a bad name.
    """

    def fill(folder: Path) -> dict[str, Any]:
        from dashboard.ml.photos import export

        side = facts["plan"]["side"]
        squares = squared(held, side)
        export.export_files(trained.model, folder, squares[:32])
        pd.DataFrame(trained.history).to_csv(folder / "history.csv", index=False)
        content = describe(data, trained, facts)
        logits, right = logits_of(folder, squares), answers(list(held))
        content |= measuring.measure_graph(folder, data, thresholds(logits, right))
        keep_held(folder, logits, right)
        remembered = photo_memory.of(folder / "model.onnx", side, learned, held)
        memory.write(folder / memory.FILE, remembered, folder / "weights.npz")
        found = logits_of(folder, squared(measured, side))
        content["photographs"] = figures(found, measured, content)
        (folder / "CARD.md").write_text(photo_cards.card(name, content), "utf-8")
        return content

    return store.publish(name, fill)


def keep_held(folder: Path, logits: np.ndarray, right: np.ndarray) -> None:
    """Add the answers for held-out pictures to predictions.npz."""
    path = folder / "predictions.npz"
    stored = arrays.read(path)
    np.savez_compressed(path, **stored, held_logits=logits, held_answers=right)


def squared(photos: Sequence[Photo], side: int) -> np.ndarray:
    """What the version sees of each: uint8 [n, side, side, 3]."""
    images = (uploads.decode(p.path.read_bytes(), p.path.name) for p in photos)
    squares = [framed(image, side).pixels for image in images]
    return np.stack(squares) if squares else np.zeros((0, side, side, 3), np.uint8)


def logits_of(folder: Path, squares: np.ndarray) -> np.ndarray:
    """float32 [n, 10] by the exported graph."""
    from dashboard.ml import evaluate

    return evaluate.logits(folder / "model.onnx", squares)


def thresholds(logits: np.ndarray, right: np.ndarray) -> dict[str, Any]:
    """Temperature and verdict from held-out pictures.

    Of several right labels the likeliest counts as the true one: the set of candidates
    has to hold one of them.

    Args:
        logits: float32 [n, 10].
        right: float32 [n, 10], rows of 0 for none of the ten.
    """
    garment = right.any(axis=1)
    logits, right = logits[garment], right[garment]
    labels = np.where(right > 0, logits, -np.inf).argmax(axis=1)
    return measuring.thresholds(logits, labels, COVERAGE, TURNED_AWAY)


def figures(
    logits: np.ndarray, photos: Sequence[Photo], content: dict[str, Any]
) -> dict[str, Any] | None:
    """How a version answers photographs, by its own thresholds; None without any."""
    if not photos:
        return None
    judged = [judge(row, content["temperature"], content["verdict"]) for row in logits]
    found = photographs.summary(
        np.array([probabilities.argmax() for probabilities, _, _ in judged]),
        [kind for _, kind, _ in judged],
        [[LABELS.index(label) for label in candidates] for _, _, candidates in judged],
        answers(list(photos)),
        [photo.folder for photo in photos],
    )
    return asdict(found)


def describe(data: Dataset, trained, facts: dict[str, Any]) -> dict[str, Any]:
    """The part of a manifest that says where a version comes from."""
    plan = facts["plan"]
    return {
        "architecture": "EfficientNet-Lite0 for photographs",
        "backbone": BACKBONE,
        "input": "photograph",
        "weights": "imagenet",
        "weights_source": facts["weights_source"],
        "pretrained": True,
        "parent": None,
        "run_id": None,
        "recipe": plan,
        "seed": plan["seed"],
        "image_size": plan["side"],
        "parameters": int(trained.model.count_params()),
        "best_epoch": trained.best_epoch,
        "training_seconds": round(facts["training_seconds"], 1),
        "data": {"name": "Fashion-MNIST", "sha256": data.sha256},
        "learned_from": facts["learned_from"],
        "splits": publishing.splits(data),
        "environment": {
            **publishing.environment(),
            facts["backend"]: facts["backend_version"],
            "backend": facts["backend"],
        },
    }
