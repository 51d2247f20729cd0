"""What a lesson changed, measured on the version that was taught and on what became of
it: on corrections that it learned from, on those held out, on photographs that it
remembers but never learned from, and on dressed-up Fashion-MNIST of the same kind."""

from pathlib import Path
from typing import Any

import numpy as np

from dashboard import arrays
from dashboard.commands import lessons
from dashboard.corrections import learning
from dashboard.corrections.folder import Corrections
from dashboard.corrections.learning import Plan
from dashboard.data.fashion_mnist import Dataset
from dashboard.jobs.run import Run
from dashboard.serving.verdict import judge
from dashboard.settings import Settings
from dashboard.store import memory
from dashboard.store.version import Version

LEARNED, HELD_OUT = "learned", "held_out"
REMEMBERED, DRESSED = "remembered", "dressed"


def measured_on(
    settings: Settings, run: Run, plan: Plan, data: Dataset, parent: Version
) -> dict:
    """What is measured, as `ml.photos.lesson_pictures.Seen` by name.

    All below the head is the parent's, so its graph is asked once for both versions.
    Corrections that were deleted meanwhile measure nothing.
    """
    from dashboard.ml.photos import lesson_pictures
    from dashboard.ml.photos.lesson_pictures import Seen, seen, served

    kept, side = Corrections(settings.corrections), parent.manifest["image_size"]
    found = {}
    for name, labels in ((LEARNED, plan.used), (HELD_OUT, plan.held_out)):
        there = learning.still_there(kept, labels)
        found[name] = served(lessons.pictures(run, kept, there), side)
    found[DRESSED] = lesson_pictures.watched(data, side)
    graph = parent.file("model.onnx")
    measured = {name: seen(graph, squares) for name, squares in found.items()}
    if remembered := memory.read(parent):
        measured[REMEMBERED] = Seen(*remembered.part(held_out=True))
    return measured


def effect(
    folder: Path, content: dict[str, Any], parent: Version, found: dict
) -> dict[str, Any]:
    """The part of a manifest that says what the corrections changed.

    Args:
        folder: of the version in the making.
        content: its thresholds.
        found: what `measured_on` gives.
    """
    counts = {
        name: {
            "count": len(seen.answers),
            "before": _counts(parent.folder, parent.manifest, seen),
            "after": _counts(folder, content, seen),
        }
        for name, seen in found.items()
    }
    accuracy = parent.manifest["metrics"]["test_accuracy"]
    told = {"compared_with": parent.ref, "test_accuracy_before": accuracy}
    return told | counts


def head_logits(folder: Path, embedding: np.ndarray) -> np.ndarray:
    """What a version's head answers, float32 [n, d] to [n, 10]."""
    head = arrays.read(folder / "head.npz")
    hidden = np.maximum(embedding @ head["kernel0"] + head["bias0"], 0)
    return hidden @ head["kernel1"] + head["bias1"]


def _counts(folder: Path, thresholds: dict[str, Any], seen) -> dict[str, int]:
    """How many are answered right, and how many garments are turned away.

    None of the ten is answered right when it is turned away, and a garment when it is
    not and its likeliest label is right.
    """
    logits, right = head_logits(folder, seen.embedding), seen.answers
    temperature, verdict = thresholds["temperature"], thresholds["verdict"]
    kinds = [judge(row, temperature, verdict)[1] for row in logits]
    away, garment = (
        np.array([kind == "none" for kind in kinds], bool),
        right.any(axis=1),
    )
    hit = right[np.arange(len(right)), logits.argmax(axis=1)] > 0
    shown = np.where(garment, hit & ~away, away)
    return {"right": int(shown.sum()), "turned_away": int((away & garment).sum())}
