"""The pictures of a lesson, as the version that is taught sees them: corrected ones
with changed copies, and those that keep it from forgetting."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dashboard.data.fashion_mnist import Dataset
from dashboard.data.photo_folder import Photo, answers
from dashboard.data.photograph import framed
from dashboard.labels import CLASSES
from dashboard.ml import evaluate
from dashboard.ml.export import OUTPUTS
from dashboard.ml.network import EMBEDDING
from dashboard.ml.photos.dressed import dressed
from dashboard.ml.photos.material import Draw, opened
from dashboard.ml.photos.views import view
from dashboard.ml.train import Watcher
from dashboard.photo_lesson import PhotoLesson

WATCHED = 500  # dressed-up validation images
TELL_SECONDS = 10.0  # between two signs of life


class Stopped(Exception):
    """The watcher asked to stop."""


@dataclass(frozen=True)
class Seen:
    """Pictures as a version sees them.

    Attributes:
        embedding: float32 [n, d], what its head gets.
        answers: float32 [n, 10], the right labels, rows of 0 for none of the ten.
    """

    embedding: np.ndarray
    answers: np.ndarray

    def beside(self, other: "Seen") -> "Seen":
        """These and the others behind them."""
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Seen(*(np.concatenate(pair) for pair in pairs))


@dataclass(frozen=True)
class Squares:
    """Pictures that are drawn when they are needed.

    Attributes:
        draw: a row of `answers` to uint8 [side, side, 3].
        answers: float32 [n, 10].
    """

    draw: Draw
    answers: np.ndarray

    def first(self, count: int) -> np.ndarray:
        """uint8 [count, side, side, 3]."""
        return np.stack([self.draw(row) for row in range(count)])


def material(
    lesson: PhotoLesson,
    graph: Path,
    side: int,
    data: Dataset,
    photos: Sequence[Photo],
    watcher: Watcher,
) -> tuple[Seen, Seen, Seen]:
    """What a lesson is made of: pictures to learn, to keep, and to look at only.

    Args:
        graph: of the version that is taught.
        photos: the corrected pictures.

    Raises:
        Stopped: the watcher asked for it.
    """
    taught = corrected(photos, side, lesson.copies, lesson.seed)
    kept = dressed_up(data, data.train_index, lesson.dressed, side, lesson.seed)
    parts = (taught, kept, watched(data, side))
    return tuple(seen(graph, part, watcher) for part in parts)


def seen(graph: Path, squares: Squares, watcher: Watcher | None = None) -> Seen:
    """Send pictures through a served graph.

    Raises:
        Stopped: the watcher asked for it.
    """
    session, count = evaluate.session(graph, threads=0), len(squares.answers)
    width = session.get_outputs()[OUTPUTS.index(EMBEDDING)].shape[-1]
    parts, said = [np.zeros((0, width), np.float32)], time.monotonic()
    for start in range(0, count, evaluate.SQUARES):
        if watcher and watcher.stop_asked():
            raise Stopped
        rows = range(start, min(start + evaluate.SQUARES, count))
        images = np.stack([squares.draw(row) for row in rows])
        parts += session.run([EMBEDDING], {"image": images})
        if watcher and time.monotonic() - said >= TELL_SECONDS:
            watcher.report("pictures", done=rows.stop, of=count)
            said = time.monotonic()
    return Seen(np.concatenate(parts), squares.answers)


def corrected(photos: Sequence[Photo], side: int, copies: int, seed: int) -> Squares:
    """Each picture as it is served, and behind it `copies` changed ones of it."""

    def draw(row: int) -> np.ndarray:
        place, copy = divmod(row, copies + 1)
        image = opened(photos[place])
        if copy == 0:
            return framed(image, side).pixels
        return view(image, side, np.random.default_rng([seed, copy, place]))

    return Squares(draw, np.repeat(answers(list(photos)), copies + 1, axis=0))


def served(photos: Sequence[Photo], side: int) -> Squares:
    """Each picture as it is served."""
    return corrected(photos, side, 0, 0)


def watched(data: Dataset, side: int) -> Squares:
    """The same dressed-up validation images for every version: nothing learns them."""
    return dressed_up(data, data.validation_index, WATCHED, side, 0)


def dressed_up(
    data: Dataset, index: np.ndarray, count: int, side: int, seed: int
) -> Squares:
    """Images of Fashion-MNIST made photograph-like, of each label as many.

    Args:
        index: the rows of the training images to choose from.
    """
    generator = np.random.default_rng(seed)
    labels, each = data.train_labels[index], max(1, count // CLASSES)
    rows = np.concatenate(
        [generator.permutation(index[labels == k])[:each] for k in range(CLASSES)]
    )

    def draw(row: int) -> np.ndarray:
        pixels = np.asarray(data.train_images[rows[row]])
        return dressed(pixels, side, np.random.default_rng([seed, int(rows[row])]))

    return Squares(draw, np.eye(CLASSES, dtype=np.float32)[data.train_labels[rows]])
