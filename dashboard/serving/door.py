"""The front door: which version sees a picture, and in which form.

Page, command line and HTTP API all come through here, so the same bytes get the same
answer everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from dashboard.data.canonical import SIDE, Canonical, canonical, looks_like_dataset
from dashboard.data.edits import UNTOUCHED, Edit
from dashboard.data.film import Watch, unseen
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


@dataclass(frozen=True)
class Seen:
    """The form of a picture that one version sees.

    Attributes:
        pixels: uint8 [28, 28] or [side, side, 3].
        box: what `pixels` covers, in the coordinates of the picture.
    """

    pixels: np.ndarray
    box: tuple[float, float, float, float]


def prepare(
    image: Image.Image,
    edit: Edit = UNTOUCHED,
    small: Watch = unseen,
    square: Watch = unseen,
) -> Prepared:
    """Both forms of a decoded picture (mode L, RGB or RGBA).

    Args:
        edit: what a person changed; its cut and turn have been applied already.
        small, square: see the steps to each form.
    """
    said, framing = edit.sentences(), None
    if not looks_like_dataset(image):
        framing = framed(image, edit=edit, watch=square)
        framing = replace(framing, steps=said + framing.steps)
    made = canonical(image, edit, small)
    return Prepared(replace(made, steps=said + made.steps), framing)


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


def seen(picture: Prepared, predictor: Predictor) -> Seen:
    """What the version gets of a picture, and which part of it that is."""
    small, square, side = picture.small, picture.square, predictor.side
    if side is None:
        return Seen(small.pixels, small.box)
    if square is None:
        made = framed(Image.fromarray(small.pixels), side)
        return Seen(made.pixels, _within(small.box, made.box))
    pixels = square.pixels
    if pixels.shape[0] != side:
        pixels = np.asarray(Image.fromarray(pixels).resize((side, side)))
    return Seen(pixels, square.box)


def _stacked(pictures: list[Prepared], predictor: Predictor) -> np.ndarray:
    """uint8 [n, 28, 28], or squares where the version sees photographs."""
    return np.stack([seen(picture, predictor).pixels for picture in pictures])


def _within(outer, inner) -> tuple[float, float, float, float]:
    """A box in pixels of the 28x28 form that covers `outer`, in its coordinates."""
    across, down = (outer[2] - outer[0]) / SIDE, (outer[3] - outer[1]) / SIDE
    left, top, right, bottom = inner
    return (
        *(outer[0] + left * across, outer[1] + top * down),
        *(outer[0] + right * across, outer[1] + bottom * down),
    )
