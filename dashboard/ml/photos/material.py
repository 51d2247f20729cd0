"""What a version for photographs learns from, as answers of its frozen lower blocks.

Each picture is changed at random a few times and sent through the lower blocks once, by
ONNX Runtime; `dashboard.data.feature_cache` keeps the results for every later run.
"""

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
from PIL import Image

from dashboard.data import uploads
from dashboard.data.feature_cache import FeatureCache
from dashboard.data.photo_folder import Photo
from dashboard.data.photograph import framed
from dashboard.ml import evaluate, export
from dashboard.ml.photos.dressed import dressed
from dashboard.ml.photos.views import view

BATCH = 16
CHANGES = 1  # raise it with every change of `views` and `dressed`
Draw = Callable[[int], np.ndarray]  # row to uint8 [side, side, 3]


@dataclass(frozen=True)
class Source:
    """Pictures of one kind.

    Attributes:
        name: in messages and in the cache.
        identity: changes whenever a picture does.
        answers: float32 [n, 10], as `dashboard.ml.photos.loss` takes them.
        draw: (row, generator) to uint8 [side, side, 3], changed at random.
        views: how many changed copies of each there are.
    """

    name: str
    identity: str
    answers: np.ndarray
    draw: Callable[[int, np.random.Generator], np.ndarray]
    views: int


class Lower:
    """The frozen lower blocks as an ONNX session, with the cache of their answers."""

    def __init__(self, frozen: keras.Model, cache: FeatureCache, say=print):
        self.side, self.shape = frozen.input.shape[1], frozen.output.shape[1:]
        self._cache, self._say = cache, say
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "lower.onnx"
            export.write_graph(frozen, path)
            self._hash = hashlib.sha256(path.read_bytes()).hexdigest()
            self._session = evaluate.session(path, threads=0)

    def of(self, source: Source, number: int, seed: int) -> np.ndarray:
        """View `number` of all pictures: float16 [n, h, w, c], memory-mapped."""
        self._say(f"{source.name}: view {number + 1} of {source.views}")
        spice = sum(source.name.encode())

        def draw(row: int) -> np.ndarray:
            return source.draw(row, np.random.default_rng([seed, number, spice, row]))

        identity = f"{source.identity} {seed} {number}"
        return self.drawn(
            f"{source.name} {number}", identity, len(source.answers), draw
        )

    def drawn(self, name: str, identity: str, count: int, draw: Draw) -> np.ndarray:
        """Any `count` squares through the lower blocks, cached by `identity`."""
        text = f"photographs {CHANGES} {self._hash} {self.side} {identity}"
        key = hashlib.sha256(text.encode()).hexdigest()[:32]
        facts = {"what": f"photographs: {name}", "rows": count, "side": self.side}

        def parts(first: int):
            for start in range(first, count, BATCH):
                rows = range(start, min(start + BATCH, count))
                yield self._run(np.stack([draw(row) for row in rows]))

        return self._cache.make(key, (count, *self.shape), facts, parts)

    def _run(self, squares: np.ndarray) -> np.ndarray:
        name = self._session.get_inputs()[0].name
        return self._session.run(None, {name: squares})[0]


def opened(photo: Photo) -> Image.Image:
    """A photograph by the door that uploads come through."""
    return uploads.decode(photo.path.read_bytes(), photo.path.name)


def identity(photos: Sequence[Photo]) -> str:
    """Changes with any file: names and contents."""
    digest = hashlib.sha256()
    for photo in photos:
        digest.update(photo.path.name.encode() + b"\0")
        digest.update(hashlib.sha256(photo.path.read_bytes()).digest())
    return digest.hexdigest()


def of_photos(name: str, photos: Sequence[Photo], answers, side: int, views: int):
    """Photographs or drawings, changed as `views` does."""

    def draw(row: int, generator: np.random.Generator) -> np.ndarray:
        return view(opened(photos[row]), side, generator)

    return Source(name, identity(photos), answers, draw, views)


def of_dataset(images: np.ndarray, labels: np.ndarray, side: int, data_hash: str):
    """Fashion-MNIST made photograph-like; each image once.

    Args:
        images: uint8 [n, 28, 28].
        labels: integers [n].
    """

    def draw(row: int, generator: np.random.Generator) -> np.ndarray:
        return dressed(np.asarray(images[row]), side, generator)

    answers = np.eye(10, dtype=np.float32)[np.asarray(labels)]
    spice = hashlib.sha256(np.ascontiguousarray(images)).hexdigest()
    return Source("Fashion-MNIST", f"{data_hash} {spice}", answers, draw, 1)


def as_served(photos: Sequence[Photo], side: int) -> Draw:
    """Row 2 i is photograph i as it is served, row 2 i + 1 its mirror image."""

    def draw(row: int) -> np.ndarray:
        pixels = framed(opened(photos[row // 2]), side).pixels
        return np.ascontiguousarray(pixels[:, ::-1]) if row % 2 else pixels

    return draw
