"""From what the Predict page sends to a stored correction."""

from typing import Any

import numpy as np
from PIL import Image

from dashboard.components.picture import Picture
from dashboard.components.shown import edited
from dashboard.corrections.entry import LONGEST_NOTE, Correction, check_label
from dashboard.corrections.folder import Corrections
from dashboard.data import fashion_mnist, uploads
from dashboard.data.working_copies import WorkingCopies
from dashboard.errors import CorrectionError, DataError, LookbookError
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore


def save(
    settings: Settings,
    pictures: Any,
    index: Any,
    said: Any,
    label: Any,
    note: Any,
    edit: Any = None,
) -> Correction:
    """Store what a person says about one of the pictures on the Predict page.

    Args:
        pictures: what PREDICT_PICTURES holds.
        index: the picture's place in it.
        said: "version" and "answer" as the card showed them.
        edit: how the picture was corrected by hand before it was answered.

    Raises:
        CorrectionError: no label was chosen, or something is not what it should be.
        UploadError: the page lost its picture.
    """
    if not label:
        raise CorrectionError("Please choose what it is before you save.")
    picture = _picture(pictures, index)
    picture = edited(WorkingCopies(settings.uploads), picture, edit)
    if not isinstance(said, dict):
        raise CorrectionError("The page lost its answer. Please reload it.")
    photograph = _sees_photographs(settings, said.get("version"))
    seen = photograph and bool(picture.square)
    return Corrections(settings.corrections).save(
        _original(picture),
        picture.pixels,
        label=check_label(label),
        answer=said.get("answer"),
        version=said.get("version"),
        photograph=photograph,
        steps=picture.square_steps if seen else picture.steps,
        note=str(note or "").strip()[:LONGEST_NOTE],
        in_dataset=_in_dataset(settings, picture.pixels),
    )


def _picture(pictures: Any, index: Any) -> Picture:
    try:
        picture = Picture.from_json(pictures[index])
    except (TypeError, IndexError, KeyError) as error:
        raise CorrectionError(
            "The page lost its picture. Please choose it again."
        ) from error
    if picture.error:
        raise CorrectionError("There is no picture to correct in a file like this.")
    return picture


def _original(picture: Picture) -> Image.Image:
    if picture.shown.startswith("data:"):
        return uploads.decode(uploads.from_data_url(picture.shown), picture.name)
    # shown by the address of an image of the dataset, which has no other original
    return Image.fromarray(picture.pixels)


def _sees_photographs(settings: Settings, ref: Any) -> bool:
    try:
        return ModelStore(settings.store).resolve(str(ref)).sees_photographs
    except LookbookError:
        return False  # one that is gone, or that a browser made up


def _in_dataset(settings: Settings, pixels: np.ndarray) -> bool:
    try:
        return fashion_mnist.cached(settings).holds_apart(pixels)
    except DataError:
        return False  # a training, which has the dataset, looks again
