"""Corrections in a run: what it learns from, and what that changed in the version."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dashboard.corrections import learning
from dashboard.corrections.folder import Corrections
from dashboard.corrections.learning import Plan
from dashboard.data.fashion_mnist import Dataset
from dashboard.errors import CorrectionError, StoreError
from dashboard.jobs.run import Run
from dashboard.settings import Settings
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore


def learning_data(settings: Settings, run: Run, data: Dataset) -> Dataset:
    """The dataset with the corrections that a run learns from.

    They are chosen at its first attempt; a later one learns from the same, or not at
    all.

    Raises:
        CorrectionError: there is none, or one of the first attempt is gone.
    """
    used = plan_of(settings, run, data).used
    try:
        return data.with_added(
            *learning.arrays(Corrections(settings.corrections), used)
        )
    except CorrectionError as error:
        raise incomplete(run, error) from error


def plan_of(
    settings: Settings, run: Run, data: Dataset, photographs: bool = False
) -> Plan:
    """The corrections of a run, chosen at its first attempt.

    Args:
        photographs: of those on answers of versions for photographs.

    Raises:
        CorrectionError: there is none to learn from.
    """
    if not run.corrections_file.exists():
        kept = Corrections(settings.corrections)
        plan = Plan.of(kept, data.holds_apart, photographs)
        if not plan.used:
            kind = "photographs" if photographs else "Fashion-MNIST"
            raise CorrectionError(
                f"Expected a correction to learn from on an answer of a version for "
                f"{kind}. Received: none in {settings.corrections} that is not held "
                "out. Save some under wrong answers on the Predict page, or train "
                "without corrections."
            )
        plan.write(run.corrections_file)
    return Plan.read(run.corrections_file, photographs)


def incomplete(run: Run, error: CorrectionError) -> CorrectionError:
    """What is said when a correction of a run's first attempt is gone."""
    return CorrectionError(
        f"Expected every correction that run {run.id} was begun with. Received: "
        f"{error} Start a new run."
    )


@dataclass(frozen=True)
class Lesson:
    """What a version learned from, and what measures that.

    Attributes:
        used: how many corrections it learned from.
        images, labels: the held-out ones, uint8 [n, 28, 28] and [n].
        before: the version to compare with.
    """

    used: int
    images: np.ndarray
    labels: np.ndarray
    before: Version | None


def lesson(settings: Settings, store: ModelStore, run: Run, parent) -> Lesson:
    """What is measured when a run is published.

    Args:
        parent: the version it was continued from, "name/number"; without one it is
            compared with the champion.

    Raises:
        CorrectionError: the run kept no list of corrections.
    """
    kept = Corrections(settings.corrections)
    plan = Plan.read(run.corrections_file)
    held = learning.still_there(kept, plan.held_out)
    return Lesson(len(plan.used), *learning.arrays(kept, held), _before(store, parent))


def _before(store: ModelStore, parent: str | None) -> Version | None:
    try:
        version = store.resolve(parent)
        version.verify()
    except StoreError:
        return (
            None  # the first of a store, or one that is gone: no reason not to publish
        )
    return version


def effect(found: Lesson, graph: Path) -> dict[str, Any]:
    """The part of a manifest that says what the corrections changed."""
    before = found.before
    return {
        "used": found.used,
        "held_out": len(found.labels),
        "right_before": _right(found, before.file("model.onnx")) if before else None,
        "right_after": _right(found, graph),
        "compared_with": before.ref if before else None,
        "test_accuracy_before": (
            before.manifest["metrics"]["test_accuracy"] if before else None
        ),
    }


def _right(found: Lesson, graph: Path) -> int:
    if not len(found.labels):
        return 0
    # onnxruntime alone, but it stands in the room of the trainer
    from dashboard.ml import evaluate

    answers = evaluate.logits(graph, found.images).argmax(1)
    return int((answers == found.labels).sum())
