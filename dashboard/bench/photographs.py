"""Real photographs through several doors: how many are answered right, how fast.

The first rows are what demos do; the last is what Lookbook does.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from PIL import Image

from dashboard.analysis.photographs import Summary, summary
from dashboard.bench.line import median
from dashboard.data import uploads
from dashboard.data.canonical import SIDE, canonical
from dashboard.data.photo_folder import Photo, answers
from dashboard.errors import UploadError
from dashboard.labels import LABELS
from dashboard.serving import door
from dashboard.serving.predictor import Answer, Predictors

OWN = "the front door"
Method = Callable[[Predictors, Image.Image, str | None], Answer]


@dataclass(frozen=True)
class Row:
    """One way to answer.

    Attributes:
        milliseconds: median from the file's bytes to the answer, one picture at a time.
        unread: files that could not be decoded; they count nowhere else.
    """

    method: str
    found: Summary
    milliseconds: float
    unread: int

    def to_json(self) -> dict[str, Any]:
        """The row as a JSON object."""
        return asdict(self)


def _small(pixels: np.ndarray, predictors: Predictors) -> Answer:
    return predictors.get().predict(pixels[None])[0]


def _resized(predictors: Predictors, image: Image.Image, _) -> Answer:
    grey = image.convert("L").resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    return _small(np.asarray(grey), predictors)


def _inverted(predictors: Predictors, image: Image.Image, _) -> Answer:
    grey = image.convert("L").resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    return _small(255 - np.asarray(grey), predictors)


def _cut(predictors: Predictors, image: Image.Image, _) -> Answer:
    return _small(canonical(image).pixels, predictors)


def _own(predictors: Predictors, image: Image.Image, ref: str | None) -> Answer:
    [(_, answer)] = door.answer(predictors, [door.prepare(image)], ref)
    return answer


METHODS: dict[str, Method] = {
    "grey, resized to 28x28, champion": _resized,
    "the same, inverted": _inverted,
    "cut by brightness to 28x28, champion": _cut,
    OWN: _own,
}


def measure(
    predictors: Predictors,
    photos: Sequence[Photo],
    methods: Sequence[str] = tuple(METHODS),
    ref: str | None = None,
) -> list[Row]:
    """A row per method over all photographs.

    Args:
        ref: the version behind the front door; None lets the picture decide.

    Raises:
        StoreError: there is no version, or it is damaged.
    """
    return [_row(predictors, photos, name, ref) for name in methods]


def _row(
    predictors: Predictors, photos: Sequence[Photo], name: str, ref: str | None
) -> Row:
    given, seconds, read = [], [], []
    for photo in photos:
        content = photo.path.read_bytes()
        begun = time.perf_counter()
        try:
            image = uploads.decode(content, photo.path.name)
        except UploadError:
            continue
        given.append(METHODS[name](predictors, image, ref))
        seconds.append(time.perf_counter() - begun)
        read.append(photo)
    found = summary(
        np.array([int(one.probabilities.argmax()) for one in given], np.int64),
        [one.verdict for one in given],
        [[LABELS.index(label) for label in one.candidates] for one in given],
        answers(read),
        [photo.folder for photo in read],
    )
    milliseconds = median(seconds) * 1000 if seconds else 0.0
    return Row(name, found, milliseconds, len(photos) - len(read))
