"""An answer with all that its card draws, and the way from pictures to such answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from PIL import Image

from dashboard.components.intake import from_image
from dashboard.components.picture import Picture
from dashboard.data.edits import UNTOUCHED, Edit
from dashboard.data.working_copies import WorkingCopies
from dashboard.explain.members import grad_cam
from dashboard.labels import LABELS
from dashboard.serving import door
from dashboard.serving.predictor import Answer, Predictor, Predictors


@dataclass(frozen=True)
class Shown:
    """What one version says of a picture, and why.

    Attributes:
        picture: as the version saw it, corrections by hand included.
        seen: the form that it saw, `box` in parts of the picture.
        path: `door.DATASET` or `door.PHOTOGRAPH`.
        label: what `cam` is the evidence for.
        cam: float32 [h, w], 0 to 1.
    """

    picture: Picture
    predictor: Predictor
    answer: Answer
    seen: door.Seen
    path: str
    label: str
    cam: np.ndarray


def shown_answers(
    predictors: Predictors,
    pictures: Sequence[Picture],
    model: str | None,
    labels: Sequence[Any] = (),
) -> list[Shown]:
    """Every picture's answer, in order.

    Args:
        labels: of each, what the heat is for; the answer's own where it is no label, or
            where none is given.

    Raises:
        NotFoundError, StoreError: the version is missing or damaged.
    """
    prepared = [picture.prepared() for picture in pictures]
    wanted = [*labels, *[None] * len(pictures)]
    answers = door.answer(predictors, prepared, model) if prepared else []
    return [
        _shown(*one)
        for one in zip(
            pictures, prepared, answers, wanted[: len(pictures)], strict=True
        )
    ]


def edited(copies: WorkingCopies, picture: Picture, edit: Any) -> Picture:
    """The picture with a correction by hand; itself where there is none.

    Args:
        edit: what ANSWER_EDIT holds.

    Raises:
        UploadError: the working copy is gone, or `edit` is not what a page sends.
    """
    wanted = Edit.from_json(edit)
    if wanted == UNTOUCHED:
        return picture
    # a test image is shown by its address and is its own copy
    uploaded = picture.shown.startswith("data:")
    image = copies.get(picture.key) if uploaded else Image.fromarray(picture.pixels)
    return replace(from_image(image, picture.name, wanted), key=picture.key)


def _shown(picture: Picture, prepared: door.Prepared, given, label) -> Shown:
    predictor, answer = given
    label = label if label in LABELS else answer.label
    return Shown(
        picture=picture,
        predictor=predictor,
        answer=answer,
        seen=door.seen(prepared, predictor),
        path=door.path(prepared, predictor),
        label=label,
        cam=grad_cam(answer.features, predictor.members, LABELS.index(label)),
    )
