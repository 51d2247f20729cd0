"""Pictures on their way through the Predict page: decoded once, then a thumbnail and
what the versions see of it travel between browser and server, without loss."""

import base64
import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from dash import get_relative_path
from PIL import Image

from dashboard.components import pictures
from dashboard.data import uploads
from dashboard.data.canonical import Canonical
from dashboard.data.photograph import Framed
from dashboard.errors import UploadError
from dashboard.serving import door

WHOLE = (0.0, 0.0, 1.0, 1.0)
SQUARES = range(32, 513)  # sides of a square in colour that a browser may send back
MOST_PICTURES = 20
# what reading a store that a browser changed raises
_CHANGED = (KeyError, TypeError, ValueError, OverflowError, UploadError)


@dataclass(frozen=True)
class Picture:
    """A picture that was taken in, or the reason it was not.

    Attributes:
        shown: value of `src` for the original.
        pixels: uint8 [28, 28], what the champion sees; all 0 with an error.
        frame: (left, top, right, bottom) of `pixels` in parts of the original.
        steps: what was done to it, in sentences.
        error: empty when it could be read.
        square: what a version for photographs sees, as a data URL of a PNG; empty for
            a picture of the dataset's own look.
        square_frame, square_steps: as `frame` and `steps`.
    """

    name: str
    shown: str
    pixels: np.ndarray
    frame: tuple[float, float, float, float] = WHOLE
    steps: tuple[str, ...] = ()
    error: str = ""
    square: str = ""
    square_frame: tuple[float, float, float, float] = WHOLE
    square_steps: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """For a `dcc.Store`."""
        coded = base64.b64encode(self.pixels.tobytes()).decode("ascii")
        return {**self.__dict__, "pixels": coded}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Picture":
        """From a `dcc.Store`, which a browser may have changed.

        Raises:
            UploadError: it does not hold a picture.
        """
        try:
            raw = base64.b64decode(value["pixels"], validate=True)
            pixels = np.frombuffer(raw, np.uint8).reshape(28, 28)
            frames = {key: _frame(value[key]) for key in ("frame", "square_frame")}
            texts = {key: value[key] for key in ("name", "shown", "error", "square")}
            lists = {key: tuple(value[key]) for key in ("steps", "square_steps")}
            said = (*texts.values(), *lists["steps"], *lists["square_steps"])
            if not all(isinstance(text, str) for text in said):
                raise TypeError("names and sentences are text")
            picture = cls(pixels=pixels, **texts, **frames, **lists)
            picture.prepared()
            return picture
        except _CHANGED as error:
            raise UploadError(
                "The page lost its picture. Please choose it again."
            ) from error

    def prepared(self) -> door.Prepared:
        """The picture as the front door takes it, with frames in parts of it.

        Raises:
            ValueError, UploadError: `square` is no square picture.
        """
        small = Canonical(self.pixels, self.frame, False, self.steps)
        if not self.square:
            return door.Prepared(small, None)
        pixels = _square_pixels(self.square)
        return door.Prepared(
            small, Framed(pixels, self.square_frame, self.square_steps)
        )


def uploaded(
    contents: list[str], names: list[str], order: list[str] | None = None
) -> list[Picture]:
    """Take in what `dcc.Upload` sent, each file on its own.

    Args:
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
    return [_one(*pair) for pair in pairs]


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


def _one(contents: str, name: str) -> Picture:
    try:
        image = uploads.decode(uploads.from_data_url(contents), name)
    except UploadError as error:
        return Picture(name, "", np.zeros((28, 28), np.uint8), error=str(error))
    return from_image(image, name)


def from_image(image: Image.Image, name: str) -> Picture:
    """A decoded picture in every form that a version may want."""
    made = door.prepare(image)
    small, square = made.small, made.square
    picture = Picture(
        name=name,
        shown=pictures.thumbnail(image),
        pixels=small.pixels,
        frame=_parts(small.box, image.size),
        steps=small.steps,
    )
    if square is None:
        return picture
    return replace(
        picture,
        square=pictures.data_url(Image.fromarray(square.pixels)),
        square_frame=_parts(square.box, image.size),
        square_steps=square.steps,
    )


def _parts(box, size: tuple[int, int]) -> tuple[float, float, float, float]:
    (left, top, right, bottom), (width, height) = box, size
    return left / width, top / height, right / width, bottom / height


def _frame(value: Any) -> tuple[float, ...]:
    frame = tuple(float(edge) for edge in value)
    if len(frame) != 4 or not all(math.isfinite(edge) for edge in frame):
        raise ValueError("a frame has four edges")
    return frame


def _square_pixels(url: str) -> np.ndarray:
    """uint8 [side, side, 3] of a data URL, by the door that uploads come through."""
    image = uploads.decode(uploads.from_data_url(url), "the square")
    if image.width != image.height or image.width not in SQUARES:
        raise ValueError(f"a square, not {image.size}")
    return np.asarray(image.convert("RGB"))
