"""A picture on the Predict page, as it travels between browser and server: a thumbnail
and what the versions see of it, without loss. How one is made is `intake`."""

import base64
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.data import uploads
from dashboard.data.canonical import Canonical
from dashboard.data.photograph import Framed
from dashboard.errors import UploadError
from dashboard.serving import door

WHOLE = (0.0, 0.0, 1.0, 1.0)
SQUARES = range(32, 513)  # sides of a square in colour that a browser may send back
TEXTS = ("name", "shown", "error", "square", "key")
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
        film, square_film: (caption, data URL) of each step to `pixels` and `square`.
        key: of the working copy on the server; empty where there is none.
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
    film: tuple[tuple[str, str], ...] = ()
    square_film: tuple[tuple[str, str], ...] = ()
    key: str = ""

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
            texts = {key: _text(value[key]) for key in TEXTS}
            lists = {
                key: tuple(_text(said) for said in value[key])
                for key in ("steps", "square_steps")
            }
            films = {key: _film(value[key]) for key in ("film", "square_film")}
            picture = cls(pixels=pixels, **texts, **frames, **lists, **films)
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


def _frame(value: Any) -> tuple[float, ...]:
    frame = tuple(float(edge) for edge in value)
    if len(frame) != 4 or not all(math.isfinite(edge) for edge in frame):
        raise ValueError("a frame has four edges")
    return frame


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("names and sentences are text")
    return value


def _film(value: Any) -> tuple[tuple[str, str], ...]:
    film = tuple((_text(caption), _text(url)) for caption, url in value)
    if not all(url.startswith("data:image/") for _, url in film):
        raise ValueError("a frame is a picture")
    return film


def _square_pixels(url: str) -> np.ndarray:
    """uint8 [side, side, 3] of a data URL, by the door that uploads come through."""
    image = uploads.decode(uploads.from_data_url(url), "the square")
    if image.width != image.height or image.width not in SQUARES:
        raise ValueError(f"a square, not {image.size}")
    return np.asarray(image.convert("RGB"))
