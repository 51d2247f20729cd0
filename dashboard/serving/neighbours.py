"""The training images that a version finds most like a picture, by its embedding.

The embeddings of a fixed sample are computed once a version and kept; who starts that
is the command `neighbours`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from dashboard.data import fashion_mnist
from dashboard.data.fashion_mnist import Dataset
from dashboard.data.feature_cache import FeatureCache
from dashboard.labels import LABELS
from dashboard.serving.predictor import Predictor
from dashboard.settings import Settings
from dashboard.store.version import Version

IMAGES = 5_000
SEED = 20_240
BATCH = 100
NEAREST = 6
IN_MEMORY = 2  # versions, of 20 MB for each 1,000 numbers of an embedding


@dataclass(frozen=True)
class Neighbour:
    """A training image.

    Attributes:
        row: of `Dataset.train_images`.
        distance: 1 - cosine of the two embeddings, 0 to 2.
    """

    row: int
    label: str
    distance: float


class Neighbours:
    """The embeddings of every version that somebody asked for."""

    def __init__(self, settings: Settings, count: int = IMAGES):
        self._settings, self._count = settings, count
        self._cache = FeatureCache(settings.neighbours)

    def of(self, version: Version, embedding: np.ndarray) -> list[Neighbour] | None:
        """The nearest, the nearest first; None where nothing was computed yet.

        Args:
            embedding: float32 [d].

        Raises:
            DataError: the dataset is missing.
        """
        key = self.key(version)
        if self._cache.get(key) is None:
            return None
        known = in_memory(self._settings.neighbours, key)
        data = fashion_mnist.cached(self._settings)
        rows = sample(data, self._count)
        near, distances = nearest(known, embedding)
        return [
            Neighbour(int(row), LABELS[data.train_labels[row]], float(distance))
            for row, distance in zip(rows[near], distances, strict=True)
        ]

    def make(
        self, predictor: Predictor, data: Dataset, report: Callable[[int], None]
    ) -> None:
        """Compute what `of` needs; goes on where an earlier call was stopped.

        Args:
            report: is told how many images are done.

        Raises:
            DataError: the disk has no room.
        """
        rows = sample(data, self._count)

        def parts(first: int) -> Iterator[np.ndarray]:
            for begin in range(first, len(rows), BATCH):
                answers = predictor.predict(
                    data.train_images[rows[begin : begin + BATCH]]
                )
                yield unit(np.stack([answer.embedding for answer in answers]))
                report(begin + len(answers))

        [answer] = predictor.predict(data.train_images[rows[:1]])
        shape = (len(rows), len(answer.embedding))
        facts = {"version": predictor.version.ref, "images": len(rows)}
        self._cache.make(self.key(predictor.version), shape, facts, parts)

    def being_made(self, version: Version) -> bool:
        """Whether a living process computes it now."""
        path = self._settings.neighbours / f"{self.key(version)}.lock"
        if not path.exists():
            return False
        try:
            with FileLock(path, timeout=0):
                return False
        except Timeout:
            return True

    def log_file(self, version: Version) -> Path:
        """Where a process that was started by the page writes."""
        return self._settings.neighbours / f"{self.key(version)}.log"

    def key(self, version: Version) -> str:
        """Names what was computed: of which graph and how many images."""
        graph = version.manifest["files"]["model.onnx"]["sha256"]
        return f"{version.name}-{version.number}-{graph[:12]}-{self._count}"


@lru_cache(maxsize=IN_MEMORY)
def in_memory(root: Path, key: str) -> np.ndarray:
    """float32 [n, d] of a finished entry; a look then takes 2 ms, not 30."""
    return FeatureCache(root).get(key).astype(np.float32)


def sample(data: Dataset, count: int = IMAGES) -> np.ndarray:
    """Rows of the training images to look among: as many of each class, the same ones
    each time, none of them of the validation images."""
    labels = data.train_labels[data.train_index]
    _, chosen = fashion_mnist.stratified_split(labels, count, SEED)
    return data.train_index[chosen]


def nearest(
    known: np.ndarray, embedding: np.ndarray, count: int = NEAREST
) -> tuple[np.ndarray, np.ndarray]:
    """The places in `known` that are nearest, and their distances.

    Args:
        known: float32 [n, d] of length 1.
        embedding: float [d].
    """
    cosines = known @ unit(np.asarray(embedding, np.float32)[None])[0]
    order = np.argsort(-cosines, kind="stable")[:count]
    return order, 1 - cosines[order]


def unit(embeddings: np.ndarray) -> np.ndarray:
    """float32 [n, d], each row divided by its length; a row of zeros stays."""
    lengths = np.linalg.norm(embeddings, axis=1, keepdims=True)
    return embeddings / np.maximum(lengths, 1e-12)
