"""Frozen layers computed once: which arrays a training needs, and how they are made.

The frozen part runs in ONNX Runtime where Keras can export it (TensorFlow), which is
faster there; otherwise in Keras itself. Either way as in inference.
"""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import keras
import numpy as np

from dashboard.data.fashion_mnist import Dataset
from dashboard.data.feature_cache import FeatureCache
from dashboard.errors import DataError
from dashboard.ml import evaluate, export
from dashboard.ml.augment import POLICIES, augment
from dashboard.ml.computing import told
from dashboard.recipe import Recipe

FORMAT = 1  # part of every key: raise it when the same inputs give other numbers
BATCH = 250
# of the largest feature; a network that exports as in training differs by far more
TOLERANCE = 1e-2


@dataclass(frozen=True)
class Frozen:
    """The outputs of the frozen part, float16, memory-mapped.

    Attributes:
        views: one array [rows, ...] per view of the training images.
        validation: [5000, ...].
    """

    views: list[np.ndarray]
    validation: np.ndarray


def compute(
    cache: FeatureCache,
    part: keras.Model,
    recipe: Recipe,
    data: Dataset,
    rows: np.ndarray,
    watcher,
) -> Frozen:
    """The features of all views of the training rows and of the validation images.

    Args:
        part: from uint8 images to the tensor at the cut.
        rows: training rows of the recipe's share.

    Raises:
        DataError: no room on the disk, or features that float16 cannot hold.
    """
    network, run = _fingerprint(part, recipe), _Runner(part)

    def made(which: np.ndarray, view: int) -> np.ndarray:
        return _array(cache, network, run, recipe, data, which, view, watcher)

    views = [made(rows, view) for view in range(recipe.cached_views)]
    return Frozen(views, made(data.validation_index, 0))


def _array(cache, network, run, recipe, data, rows, view, watcher) -> np.ndarray:
    policy = recipe.augmentation if view else "none"
    # a plain view depends on no seed, so that every run shares it
    changes = [policy, recipe.seed, view] if view else [policy]
    key_parts = [FORMAT, network, data.sha256, _digest(rows.tobytes()), *changes]
    key = _digest(repr(key_parts).encode())[:32]
    shape = (len(rows), *run.shape)
    facts = {
        "backbone": recipe.backbone,
        "weights": recipe.weights,
        "image_size": recipe.image_size,
        "shape": list(shape),
        "view": view,
        "augmentation": policy,
    }

    def parts(first: int) -> Iterator[np.ndarray]:
        made = _parts(run, recipe, data, rows, view, first)
        return told(made, first, len(rows), watcher, view=view)

    begun = time.monotonic()
    found = cache.make(key, shape, facts, parts)
    watcher.report(
        "features",
        key=key,
        view=view,
        images=len(rows),
        bytes=found.nbytes,
        seconds=time.monotonic() - begun,
    )
    return found


def _parts(run, recipe, data, rows, view, first) -> Iterator[np.ndarray]:
    for start in range(first, len(rows), BATCH):
        images = data.train_images[rows[start : start + BATCH]]
        if view:
            # seeded by place: an interrupted array goes on with the same numbers
            generator = np.random.default_rng([recipe.seed, view, start])
            images = augment(images, POLICIES[recipe.augmentation], generator)
        yield run(images)


class _Runner:
    """The frozen part as a function, built only when an array is missing."""

    def __init__(self, part: keras.Model):
        self._part, self._session = part, None
        self.shape = tuple(part.output.shape[1:])

    def __call__(self, images: np.ndarray) -> np.ndarray:
        """uint8 [n, 28, 28] to float32 [n, ...]."""
        if keras.backend.backend() != "tensorflow":
            return np.asarray(self._part.predict(images, batch_size=BATCH, verbose=0))
        if self._session is None:
            self._session = self._exported(images[:8])
        return self._session.run(None, {"image": np.ascontiguousarray(images)})[0]

    def _exported(self, images: np.ndarray):
        # training=False by name: a bare network may be exported as in training
        image = keras.Input((28, 28), dtype="uint8", name="image")
        fixed = keras.Model(image, self._part(image, training=False))
        with TemporaryDirectory() as folder:
            path = Path(folder) / "frozen.onnx"
            export.write_graph(fixed, path)
            session = evaluate.session(path, threads=0)
        expected = np.asarray(self._part(images, training=False))
        found = session.run(None, {"image": np.ascontiguousarray(images)})[0]
        largest = np.abs(expected).max()
        difference = np.abs(expected - found).max()
        if not difference <= TOLERANCE * largest:
            raise DataError(
                "Expected the exported frozen layers to answer as Keras does. "
                f"Received: a difference of {difference:g} (largest feature "
                f"{largest:g}). Train with cached_views=0 and report the recipe."
            )
        return session


def _fingerprint(part: keras.Model, recipe: Recipe) -> str:
    """Stands for the weights, the input size and the place of the cut."""
    digest = hashlib.sha256()
    for variable in part.weights:
        digest.update(variable.path.encode())
        digest.update(np.ascontiguousarray(variable).tobytes())
    cut = part.operations[-1].name
    digest.update(f"{recipe.backbone} {recipe.image_size} {recipe.taps} {cut}".encode())
    return digest.hexdigest()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
