"""The dataset as memory-mapped arrays: the fixed split, what is learned, its hash.

Finding and fetching the four files is `dashboard.data.sources`.
"""

import hashlib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from dashboard import atomic
from dashboard.data import sources
from dashboard.data.idx import decode_idx
from dashboard.errors import DataError
from dashboard.labels import CLASSES, one_hot
from dashboard.settings import Settings

SPLIT_SEED = 20170825  # the day Fashion-MNIST came out; any constant would do
VALIDATION = 5_000
_ARRAYS = {
    "train_images": ("train-images-idx3-ubyte.gz", (60_000, 28, 28)),
    "train_labels": ("train-labels-idx1-ubyte.gz", (60_000,)),
    "test_images": ("t10k-images-idx3-ubyte.gz", (10_000, 28, 28)),
    "test_labels": ("t10k-labels-idx1-ubyte.gz", (10_000,)),
}


@dataclass(frozen=True)
class Dataset:
    """All 70,000 images with the fixed split.

    Attributes:
        train_images: uint8 [60000, 28, 28], memory-mapped, training and validation.
        train_labels: uint8 [60000].
        test_images: uint8 [10000, 28, 28], memory-mapped.
        test_labels: uint8 [10000].
        train_index: int64 [55000], rows of `train_images` to learn from, ascending.
        validation_index: int64 [5000], rows that choose epochs and thresholds.
        sha256: hash over the four files' hashes; names the data in a manifest.
        added_index: int64 [n], rows of `train_images` that are not of Fashion-MNIST and
            are learned from whatever the share; see `with_added`.
        softened: float32 [len(train_images), 10], what is learned instead of the labels
            alone; None without a teacher. See `with_teacher`.
    """

    train_images: np.ndarray
    train_labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray
    train_index: np.ndarray
    validation_index: np.ndarray
    sha256: str
    added_index: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64))
    softened: np.ndarray | None = None

    def learning_rows(self, share: float, seed: int) -> np.ndarray:
        """Rows of `train_images` to learn from: a share of the training split, each
        class alike and chosen by the seed, and all that were added to it."""
        rows = self.train_index
        if share < 1:
            labels = self.train_labels[rows]
            wanted = max(CLASSES, round(share * len(labels) / CLASSES) * CLASSES)
            rows = rows[stratified_split(labels, wanted, seed)[1]]
        return np.concatenate([rows, self.added_index])

    def targets(self, rows: np.ndarray) -> np.ndarray:
        """What these training images are to be answered with, float32 [n, 10]."""
        if self.softened is None:
            return one_hot(self.train_labels[rows])
        return self.softened[rows]

    def with_teacher(
        self, rows: np.ndarray, probabilities: np.ndarray, share: float
    ) -> "Dataset":
        """The same, to be answered partly as a teacher does (Hinton, Vinyals and Dean,
        arXiv 1503.02531, at temperature 1).

        Args:
            rows: of `train_images` that the teacher answered.
            probabilities: float [n, 10], its answers.
            share: of the teacher in what is learned, 0 to 1; the label has the rest.
        """
        softened = one_hot(self.train_labels)
        softened[rows] = (1 - share) * softened[rows] + share * probabilities
        return replace(self, softened=softened)

    def with_added(self, images: np.ndarray, labels: np.ndarray) -> "Dataset":
        """The same with more to learn from; the split stays, the hash does not.

        Args:
            images: uint8 [n, 28, 28].
            labels: integers [n].
        """
        # what is computed from the images is kept by this hash
        digest = hashlib.sha256(self.sha256.encode())
        digest.update(np.ascontiguousarray(images).tobytes())
        digest.update(np.asarray(labels, np.uint8).tobytes())
        first = len(self.train_labels)
        return replace(
            self,
            train_images=np.concatenate([self.train_images, images]),
            train_labels=np.concatenate([self.train_labels, labels.astype(np.uint8)]),
            added_index=np.arange(first, first + len(images)),
            sha256=digest.hexdigest(),
        )

    def holds_apart(self, pixels: np.ndarray) -> bool:
        """Whether uint8 [28, 28] is an image that chooses or measures versions."""
        validation = self.train_images[self.validation_index]
        return any(
            bool((images == pixels).all(axis=(1, 2)).any())
            for images in (self.test_images, validation)
        )


def stratified_split(
    labels: np.ndarray, held_out: int = VALIDATION, seed: int = SPLIT_SEED
) -> tuple[np.ndarray, np.ndarray]:
    """Split row numbers so that every class gives the same share to validation.

    Args:
        labels: integers [n].
        held_out: rows for validation, a multiple of the number of classes.

    Returns:
        (training rows, validation rows), both ascending int64.
    """
    generator = np.random.default_rng(seed)
    share = held_out // CLASSES
    chosen = [
        generator.permutation(np.flatnonzero(labels == label))[:share]
        for label in range(CLASSES)
    ]
    validation = np.sort(np.concatenate(chosen))
    return np.setdiff1d(np.arange(len(labels)), validation), validation


def data_hash() -> str:
    """The hash that stands for the four files, whatever source they came from."""
    return hashlib.sha256("".join(sources.SHA256.values()).encode()).hexdigest()


def load(settings: Settings) -> Dataset:
    """Find, verify, decode once and map the dataset.

    Raises:
        DataError: a file is missing, truncated or altered; nothing is returned then.
    """
    folder = sources.find(settings)
    decoded = settings.cache / "arrays" / data_hash()[:16]
    arrays = {
        name: _mapped(decoded / f"{name}.npy", folder / file, shape)
        for name, (file, shape) in _ARRAYS.items()
    }
    train, validation = stratified_split(arrays["train_labels"])
    return Dataset(
        **arrays, train_index=train, validation_index=validation, sha256=data_hash()
    )


@lru_cache(maxsize=2)
def cached(settings: Settings) -> Dataset:
    """`load`, once a process: the arrays are read-only maps and can be shared."""
    return load(settings)


def _mapped(target: Path, source: Path, shape: tuple[int, ...]) -> np.ndarray:
    try:
        array = np.load(target, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):  # not decoded yet, or damaged in the cache
        array = None
    if array is None or array.shape != shape or array.dtype != np.uint8:
        decoded = decode_idx(source.read_bytes(), source.name)
        if decoded.shape != shape:
            raise DataError(
                f"Expected {source} to hold an array of shape {shape}. "
                f"Received: {decoded.shape}. Delete the file and run `make setup`."
            )
        atomic.write_with(target, lambda file: np.save(file, decoded))
        array = np.load(target, mmap_mode="r", allow_pickle=False)
    return array
