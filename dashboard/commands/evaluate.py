"""`evaluate`: a published graph measured on the test set again, beside its manifest."""

import json
import time
from argparse import ArgumentParser, Namespace

import numpy as np

from dashboard.analysis import calibration, interval
from dashboard.data import fashion_mnist
from dashboard.errors import StoreError
from dashboard.settings import Settings
from dashboard.store import predictions
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

TOLERANCE = 1e-3


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--model", metavar="NAME[/N]", help="default: the champion")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(settings: Settings, args: Namespace) -> int:
    """Measure and compare; an answer that moved is an error."""
    version = ModelStore(settings.store).resolve(args.model)
    version.verify()
    found = measured(version, fashion_mnist.load(settings))
    if args.json:
        print(json.dumps(found))
    else:
        low, high = found["test_accuracy_interval"]
        print(
            f"{version.ref}: {found['test_accuracy']:.2%} of {found['images']:,} test "
            f"images ({low:.2%} to {high:.2%}) in {found['seconds']:.1f} s"
        )
    return 0


def measured(version: Version, data: fashion_mnist.Dataset) -> dict:
    """Accuracy of the graph now.

    Raises:
        StoreError: a logit differs from the stored one by more than TOLERANCE.
    """
    # onnxruntime alone, but it stands in the room of the trainer
    from dashboard.ml import evaluate

    begun = time.monotonic()
    logits = evaluate.logits(version.file("model.onnx"), data.test_images)
    stored = predictions.load(version).test_logits
    difference = float(np.abs(logits - stored).max())
    # written so that NaN is refused too
    if not difference <= TOLERANCE * max(1.0, float(np.abs(stored).max())):
        raise StoreError(
            f"Expected {version.ref} to answer as when it was published. Received: "
            f"logits that differ by {difference:g}. Check the onnxruntime version."
        )
    right = calibration.softmax(logits).argmax(1) == data.test_labels
    low, high = interval.wilson(int(right.sum()), len(right))
    return {
        "model": version.name,
        "version": version.number,
        "images": len(right),
        "test_accuracy": float(right.mean()),
        "test_accuracy_interval": [float(low), float(high)],
        "largest_logit_difference": difference,
        "seconds": round(time.monotonic() - begun, 2),
    }
