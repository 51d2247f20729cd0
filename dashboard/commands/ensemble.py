"""`ensemble`: published versions averaged as one, if validation speaks for it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dashboard import arrays, cards
from dashboard.analysis import comparison, paired
from dashboard.commands import measuring, publishing
from dashboard.data import fashion_mnist
from dashboard.data.fashion_mnist import Dataset
from dashboard.errors import StoreError
from dashboard.serving import ensemble, heads
from dashboard.settings import Settings
from dashboard.store import effort, predictions
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

HISTORY = (
    "epoch,phase,loss,accuracy,validation_loss,validation_accuracy,"
    "learning_rate,seconds\n"
)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("members", nargs="+", metavar="NAME[/N]", help="two or more")
    parser.add_argument("--name", default="ensemble", help="name to publish under")


def run(settings: Settings, args: Namespace) -> int:
    """Publish the average, then compare it with the champion on the test set."""
    store = ModelStore(settings.store)
    data = fashion_mnist.load(settings)
    versions = [store.resolve(ref) for ref in args.members]
    champion = store.resolve()
    check(versions, data)
    version = publish(store, args.name, versions, data)
    right = comparison.right_answers([version, champion], data.test_labels)
    found = paired.compare(right[version.ref], right[champion.ref])
    accuracy = version.manifest["metrics"]["test_accuracy"]
    print(
        f"published {version.ref}: {accuracy:.2%} on the test set. Better than "
        f"{champion.ref}? {paired.better_words(found)} (95 % interval "
        f"{paired.interval_words(found)}, exact McNemar test)"
    )
    return 0


def check(versions: Sequence[Version], data: Dataset) -> None:
    """Refuse an average that validation does not prefer to its best member.

    Raises:
        StoreError: fewer than two different members, or no gain.
    """
    if len({version.ref for version in versions}) < max(2, len(versions)):
        refs = [version.ref for version in versions]
        raise StoreError(
            f"Expected two or more different versions. Received: {refs}. Name others."
        )
    if odd := [version.ref for version in versions if version.sees_photographs]:
        raise StoreError(
            f"Expected members that see 28x28 images. Received: {odd}, made for "
            "photographs. Name others."
        )
    labels = data.train_labels[data.validation_index]
    logits = [
        predictions.load(v).validation_logits * ensemble.weight(v, len(versions))
        for v in versions
    ]
    shares = [float((part.argmax(1) == labels).mean()) for part in logits]
    together = float((np.sum(logits, axis=0).argmax(1) == labels).mean())
    if together <= max(shares):
        raise StoreError(
            "Expected the average to be better than its best member on validation "
            f"images, {max(shares):.2%}. Received: {together:.2%}. Choose other "
            "members."
        )


def publish(
    store: ModelStore, name: str, versions: Sequence[Version], data: Dataset
) -> Version:
    """Publish the average of `versions` under the next number of `name`.

    Raises:
        StoreError: the versions cannot be averaged, or a bad name.
    """
    members = ensemble.members(versions)

    def fill(folder: Path) -> dict[str, Any]:
        # onnx alone, but it stands in the room of the trainer
        from dashboard.ml import halves

        graph = halves.stored(ensemble.graph(versions, members))
        (folder / "model.onnx").write_bytes(graph)
        packed = arrays.without_loss(heads.packed(members))
        np.savez(folder / "head.npz", **packed)
        # there is nothing to train further: the members have their weights
        np.savez(folder / "weights.npz", members=np.array([v.ref for v in versions]))
        (folder / "history.csv").write_text(HISTORY, encoding="utf-8")
        content = describe(versions, data) | measuring.measure_graph(folder, data)
        text = cards.ensemble_card(name, content)
        (folder / "CARD.md").write_text(text, encoding="utf-8")
        return content

    return store.publish(name, fill)


def describe(versions: Sequence[Version], data: Dataset) -> dict[str, Any]:
    """The part of a manifest that says what an ensemble is made of."""
    manifests = [version.manifest for version in versions]
    sources = sorted({manifest["weights_source"] for manifest in manifests})
    return {
        "architecture": f"Average of {len(versions)} versions",
        "backbone": "ensemble",
        "weights": "members",
        "weights_source": "; ".join(sources),
        "pretrained": any(manifest["pretrained"] for manifest in manifests),
        "parent": None,
        "run_id": None,
        "members": [
            {
                "ref": version.ref,
                "architecture": version.manifest["architecture"],
                "weights_source": version.manifest["weights_source"],
                "onnx_sha256": version.manifest["files"]["model.onnx"]["sha256"],
                "temperature": version.manifest["temperature"],
            }
            for version in versions
        ],
        "recipe": {},
        "seed": None,
        "image_size": max(manifest["image_size"] for manifest in manifests),
        "parameters": sum(manifest["parameters"] for manifest in manifests),
        "best_epoch": None,
        "training_seconds": sum(map(_seconds, manifests)),
        "data": manifests[0]["data"],
        "splits": publishing.splits(data),
        "environment": publishing.environment(),
    }


def _seconds(manifest: dict[str, Any]) -> float:
    """Of training in a member; of its own where what it continued is not known."""
    total = effort.total_seconds(manifest)
    return manifest["training_seconds"] if total is None else total
