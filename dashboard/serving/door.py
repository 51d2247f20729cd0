"""The front door: which version sees a picture, and in which form.

Page, command line and HTTP API all come through here, so the same bytes get the same
answer everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from dashboard.data.canonical import Canonical, canonical, looks_like_dataset
from dashboard.data.photograph import Framed, framed
from dashboard.serving.predictor import Answer, Predictor, Predictors

DATASET, PHOTOGRAPH = "fashion-mnist", "photograph"
AUTOMATIC = "auto"  # the door chooses the version by the picture


@dataclass(frozen=True)
class Prepared:
    """A picture in the forms that versions see.

    Attributes:
        small: the 28x28 form.
        square: the square in colour; None for a picture of the dataset's own look,
            which the champion sees as it is.
    """

    small: Canonical
    square: Framed | None


def prepare(image: Image.Image) -> Prepared:
    """Both forms of a decoded picture (mode L, RGB or RGBA)."""
    square = None if looks_like_dataset(image) else framed(image)
    return Prepared(canonical(image), square)


def predictor_for(
    predictors: Predictors, picture: Prepared, ref: str | None
) -> Predictor:
    """The version that answers for a picture.

    Args:
        ref: "name" or "name/3" for that version whatever the picture; None or
            AUTOMATIC for the champion, or for a photograph the version made for them.

    Raises:
        NotFoundError: there is no such version.
        StoreError: the version is damaged.
    """
    if ref and ref != AUTOMATIC:
        return predictors.get(ref)
    version = predictors.store.for_photographs() if picture.square else None
    return predictors.get(version.ref if version else None)


def answer(
    predictors: Predictors, pictures: Sequence[Prepared], ref: str | None = None
) -> list[tuple[Predictor, Answer]]:
    """Each picture's answer and who gave it, in order; one call of a graph per version.

    Raises:
        NotFoundError: there is no such version.
        StoreError: a version is damaged.
    """
    # once for each form: a promotion meanwhile must not divide a request
    kinds = {picture.square is None: picture for picture in pictures}
    known = {kind: predictor_for(predictors, p, ref) for kind, p in kinds.items()}
    chosen = [known[picture.square is None] for picture in pictures]
    found: list = [None] * len(pictures)
    for predictor in {id(one): one for one in chosen}.values():
        places = [i for i, one in enumerate(chosen) if one is predictor]
        answers = predictor.predict(_stacked([pictures[i] for i in places], predictor))
        for place, one in zip(places, answers, strict=True):
            found[place] = (predictor, one)
    return found


def path(picture: Prepared, predictor: Predictor) -> str:
    """Which form the version saw: DATASET or PHOTOGRAPH."""
    return PHOTOGRAPH if picture.square and predictor.side else DATASET


def steps(picture: Prepared, predictor: Predictor) -> tuple[str, ...]:
    """What was done to the picture for this version, in sentences."""
    seen = picture.square if path(picture, predictor) == PHOTOGRAPH else picture.small
    return seen.steps


def _stacked(pictures: list[Prepared], predictor: Predictor) -> np.ndarray:
    """uint8 [n, 28, 28], or squares where the version sees photographs."""
    if predictor.side is None:
        return np.stack([picture.small.pixels for picture in pictures])
    return np.stack([_square(picture, predictor.side) for picture in pictures])


def _square(picture: Prepared, side: int) -> np.ndarray:
    if picture.square is None:
        return framed(Image.fromarray(picture.small.pixels), side).pixels
    pixels = picture.square.pixels
    if pixels.shape[0] == side:
        return pixels
    return np.asarray(Image.fromarray(pixels).resize((side, side)))
