"""Pictures on their way into the Predict page: decoded once, in every form that a
version may want. What travels between browser and server is `picture`."""

from dataclasses import replace
from typing import Any

import numpy as np
from dash import get_relative_path
from PIL import Image

from dashboard.components import pictures
from dashboard.components.picture import Picture
from dashboard.data import uploads
from dashboard.data.edits import UNTOUCHED, Edit, applied
from dashboard.data.film import Film
from dashboard.data.working_copies import WorkingCopies
from dashboard.errors import UploadError
from dashboard.serving import door

MOST_PICTURES = 20


def uploaded(
    contents: list[str],
    names: list[str],
    order: list[str] | None = None,
    copies: WorkingCopies | None = None,
) -> list[Picture]:
    """Take in what `dcc.Upload` sent, each file on its own.

    Args:
        copies: keeps a working copy of each.
        order: names as they were chosen; `dcc.Upload` sends small files first.

    Raises:
        UploadError: there are more than MOST_PICTURES.
    """
    if len(contents) > MOST_PICTURES:
        raise UploadError(
            f"At most {MOST_PICTURES} pictures at a time, please; these were "
            f"{len(contents)}. The command line takes any number."
        )
    pairs = list(zip(contents, names, strict=True))
    if isinstance(order, list):
        # others, as from a folder, stay where they are, behind
        pairs.sort(key=lambda p: order.index(p[1]) if p[1] in order else len(order))
    return [_one(*pair, copies) for pair in pairs]


def refused(files: list[dict[str, Any]]) -> str:
    """Why the browser did not send some files.

    Args:
        files: {"name", "bytes"} each; one alone is too large, several together are.
    """
    names = ", ".join(str(file["name"])[:40] for file in files[:3])
    total = sum(float(file["bytes"]) for file in files) / 1e6
    if any(float(file["bytes"]) > uploads.MAX_BYTES for file in files):
        limit = f"a picture may have {uploads.MAX_BYTES >> 20} MB"
    else:
        limit = f"pictures sent at once may have {uploads.MAX_TOTAL_BYTES >> 20} MB"
    return (
        f"Not sent: {names} ({total:.1f} MB); {limit}. Make it smaller, or send fewer."
    )


def from_test_set(index: int, images: np.ndarray) -> Picture:
    """Test image `index` as if it had been uploaded."""
    return Picture(
        name=f"Test image {index}",
        shown=get_relative_path(f"/images/test/{index}.png"),
        pixels=np.asarray(images[index]),
    )


def _one(contents: str, name: str, copies: WorkingCopies | None) -> Picture:
    try:
        content = uploads.from_data_url(contents)
        image = uploads.decode(content, name)
    except UploadError as error:
        return Picture(name, "", np.zeros((28, 28), np.uint8), error=str(error))
    key = copies.put(content, image) if copies else ""
    return replace(from_image(image, name), key=key)


def from_image(image: Image.Image, name: str, edit: Edit = UNTOUCHED) -> Picture:
    """A decoded picture in every form that a version may want.

    Args:
        edit: what a person changed by hand; the picture comes without that.
    """
    begun, film, square_film = Film(), Film(), Film()
    begun("Upright", image)
    image = applied(image, edit, begun)
    made = door.prepare(image, edit, film, square_film)
    small, square = made.small, made.square
    picture = Picture(
        name=name,
        shown=pictures.thumbnail(image),
        pixels=small.pixels,
        frame=_parts(small.box, image.size),
        steps=small.steps,
        film=_urls(begun, film),
    )
    if square is None:
        return picture
    return replace(
        picture,
        square=pictures.data_url(Image.fromarray(square.pixels)),
        square_frame=_parts(square.box, image.size),
        square_steps=square.steps,
        square_film=_urls(begun, square_film),
    )


def _urls(*films: Film) -> tuple[tuple[str, str], ...]:
    return tuple(
        (frame.caption, pictures.frame(frame.picture))
        for film in films
        for frame in film.frames
    )


def _parts(box, size: tuple[int, int]) -> tuple[float, float, float, float]:
    (left, top, right, bottom), (width, height) = box, size
    return left / width, top / height, right / width, bottom / height
