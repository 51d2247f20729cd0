"""Every version of a store with its figures, and each against the champion.

What was measured in one run (`dashboard.store.comparison`) goes before what a manifest
says; a figure that nobody measured is None.
"""

import logging
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dashboard.analysis import paired
from dashboard.analysis.paired import Paired
from dashboard.backbones import BACKBONES
from dashboard.errors import StoreError
from dashboard.store import comparison as measured_file
from dashboard.store import effort, predictions
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

log = logging.getLogger(__name__)
OPTIONAL = (
    "ece_bins",
    "multiply_adds",
    "latency_ms",
    "images_per_second",
    "onnx_bytes",
)


@dataclass(frozen=True)
class Row:
    """One version.

    Attributes:
        single: one trained network, not an average of several.
        pretrained: it began with ImageNet weights, itself or through its parent.
        teacher: the version whose answers it learned from; "" is none.
        accuracy, low, high: on the 10,000 test images, with the 95 % Wilson interval.
        nll: in nats, test. ece: test, `ece_bins` bins.
        multiply_adds: for one image.
        latency_ms: median for one image, one thread.
        together: latency and images a second come from one run with other versions.
        against: this version against the champion; None for the champion itself, and
            where the answers of one of them cannot be read.
        sees_photographs: it is made for pictures in colour.
        title: what it is in this store, "champion", "answers photographs" or "".
        photographs: balanced accuracy on photographs it never saw.
    """

    ref: str
    name: str
    backbone: str
    champion: bool
    single: bool
    pretrained: bool
    parent: str | None
    validation_accuracy: float
    accuracy: float
    low: float
    high: float
    nll: float | None
    ece: float | None
    ece_bins: int | None
    parameters: int | None
    multiply_adds: float | None
    training_seconds: float | None
    latency_ms: float | None
    images_per_second: float | None
    onnx_bytes: float | None
    created_at: str
    together: bool
    against: Paired | None
    sees_photographs: bool = False
    title: str = ""
    photographs: float | None = None
    teacher: str = ""


@dataclass(frozen=True)
class Comparison:
    """All versions.

    Attributes:
        rows: the newest first.
        right: "name/number" to bool[10000], which test images a version has right;
            without those whose answers cannot be read.
        measured_at: when the common run was, ISO, UTC; None without one.
        machine: facts of the machine it ran on.
    """

    rows: tuple[Row, ...]
    right: dict[str, np.ndarray]
    measured_at: str | None
    machine: dict[str, Any]


def of_store(store: ModelStore, labels: np.ndarray | None) -> Comparison:
    """Everything that is known about the versions of a store.

    Args:
        labels: uint8 [10000], the true classes of the test images; None leaves the
            paired tests out.
    """
    versions = store.list()
    champion = store.resolve().ref if versions else None
    content = measured_file.read(store.root)
    right = right_answers(versions, labels)
    photographer = store.for_photographs()
    rows = (_row(one, champion, content, right) for one in versions)
    rows = tuple(_titled(row, photographer) for row in rows)
    return Comparison(
        rows, right, content.get("measured_at"), content.get("machine") or {}
    )


def right_answers(
    versions: list[Version], labels: np.ndarray | None
) -> dict[str, np.ndarray]:
    """Which test images each version has right, by its stored answers."""
    right = {}
    for version in versions if labels is not None else ():
        try:
            answers = predictions.load(version).test_probabilities.argmax(1)
        except StoreError as error:
            log.warning("%s", error)
            continue
        if answers.shape == labels.shape:
            right[version.ref] = answers == labels
    return right


def _row(
    version: Version,
    champion: str | None,
    content: dict[str, Any],
    right: dict[str, np.ndarray],
) -> Row:
    together = measured_file.of(version, content)
    return Row(
        ref=version.ref,
        name=version.name,
        champion=version.ref == champion,
        together="latency_ms" in together,
        against=_against(version.ref, champion, right),
        sees_photographs=version.sees_photographs,
        photographs=(version.manifest.get("photographs") or {}).get(
            "balanced_accuracy"
        ),
        **_origin(version.manifest),
        **_figures(version.manifest["metrics"] | together),
    )


def _titled(row: Row, photographer: Version | None) -> Row:
    if row.champion:
        return replace(row, title="champion")
    answers = photographer is not None and row.ref == photographer.ref
    return replace(row, title="answers photographs") if answers else row


def _origin(facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "backbone": facts["backbone"],
        "single": facts["backbone"] in BACKBONES,
        "pretrained": facts.get("pretrained", facts["weights"] != "none"),
        "parent": facts.get("parent"),
        "teacher": facts.get("recipe", {}).get("teacher", ""),
        "parameters": facts.get("parameters"),
        "training_seconds": effort.total_seconds(facts),
        "created_at": facts["created_at"],
    }


def _figures(metrics: dict[str, Any]) -> dict[str, Any]:
    """What a manifest must have, and what an older one may lack."""
    low, high = metrics["test_accuracy_interval"]
    return {
        "validation_accuracy": metrics["validation_accuracy"],
        "accuracy": metrics["test_accuracy"],
        "low": low,
        "high": high,
        "nll": metrics.get("test_nll"),
        "ece": metrics.get("test_ece"),
        **{name: metrics.get(name) for name in OPTIONAL},
    }


def _against(
    ref: str, champion: str | None, right: dict[str, np.ndarray]
) -> Paired | None:
    if ref == champion or ref not in right or champion not in right:
        return None
    return paired.compare(right[ref], right[champion])
