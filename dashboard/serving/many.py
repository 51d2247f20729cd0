"""Any number of files, answered as they come: the memory of one picture, not of all."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from PIL import Image

from dashboard.data import uploads
from dashboard.data.archive import Member
from dashboard.errors import UploadError
from dashboard.serving import door
from dashboard.serving.answers import answers_json, error_json
from dashboard.serving.predictor import Predictors

PORTION = 8  # pictures in one call of a graph
EDGE = 96  # longest edge of a thumbnail, pixels
Answered = tuple[dict[str, Any], Image.Image | None]


def answered(
    predictors: Predictors, files: Iterable[Member], ref: str | None = None
) -> Iterator[Answered]:
    """Each file's JSON object, in order, with a thumbnail where it is a picture.

    Args:
        ref: as in `door.predictor_for`.

    Raises:
        NotFoundError: there is no such version.
        StoreError: a version is damaged.
    """
    remaining = iter(files)
    # a decoded picture is let go before the next file is read
    while portion := [_taken(file) for file in islice(remaining, PORTION)]:
        good = [(name, form) for name, form, _, _ in portion if form]
        answers = iter(answers_json(predictors, good, ref) if good else ())
        for name, form, small, error in portion:
            answer = next(answers) if form else error_json(name, error)
            yield answer, small


def _taken(file: Member) -> tuple:
    """Name, forms for versions, thumbnail and error of a file."""
    if file.error:
        return file.name, None, None, file.error
    try:
        image = uploads.decode(file.content, file.name)
    except UploadError as error:
        return file.name, None, None, str(error)
    form = door.prepare(image)
    image.thumbnail((EDGE, EDGE))
    return file.name, form, image, ""
