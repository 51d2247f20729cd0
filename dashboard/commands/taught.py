"""A teacher in a run: a published version answers the training images once, and its
probabilities are learned beside the labels."""

import hashlib
from collections.abc import Iterator

import numpy as np

from dashboard.analysis import calibration
from dashboard.data.fashion_mnist import Dataset
from dashboard.data.feature_cache import FeatureCache
from dashboard.labels import CLASSES
from dashboard.recipe import Recipe
from dashboard.settings import Settings
from dashboard.store.teachers import teacher
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

PART = 1_000  # images between two words to whoever follows the run


def learning_data(
    settings: Settings, recipe: Recipe, data: Dataset, watcher
) -> Dataset:
    """The dataset with what the recipe's teacher says of each image to learn from.

    Its answers are kept like frozen features; an interrupted call goes on.

    Raises:
        DataError: the disk has no room.
        NotFoundError: there is no such version.
        RunError: it sees photographs, not images of 28x28.
        StoreError: its files are damaged.
    """
    version = teacher(ModelStore(settings.store), recipe.teacher)
    rows = data.learning_rows(recipe.share, recipe.seed)
    # people corrected what a version said of these
    rows = np.setdiff1d(rows, data.added_index)
    answers = _answers(settings, version, data, rows, watcher)
    return data.with_teacher(rows, answers, recipe.teacher_share)


def _answers(settings, version, data, rows, watcher) -> np.ndarray:
    """Probabilities float16 [n, 10], calibrated as the version answers everywhere."""
    version.verify()
    # onnxruntime alone, but it stands in the room of the trainer
    from dashboard.ml import evaluate
    from dashboard.ml.computing import told

    def parts(first: int) -> Iterator[np.ndarray]:
        for start in range(first, len(rows), PART):
            images = data.train_images[rows[start : start + PART]]
            found = evaluate.logits(version.file("model.onnx"), images)
            yield calibration.softmax(found, version.manifest["temperature"])

    def counted(first: int) -> Iterator[np.ndarray]:
        return told(parts(first), first, len(rows), watcher, kind="asking")

    shape, facts = (len(rows), CLASSES), {"teacher": version.ref}
    return FeatureCache(settings.teachers).make(
        _key(version, data, rows), shape, facts, counted
    )


def _key(version: Version, data: Dataset, rows: np.ndarray) -> str:
    """Names what was computed: of which graph, at which temperature, which images."""
    graph = version.manifest["files"]["model.onnx"]["sha256"]
    said = [graph, version.manifest["temperature"], data.sha256]
    digest = hashlib.sha256(repr(said).encode() + rows.tobytes())
    return f"{version.name}-{version.number}-{digest.hexdigest()[:20]}"
