"""Pictures on their way through the Predict page: decoded once, then only 784 bytes and
a thumbnail travel between browser and server."""

import base64
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from dash import get_relative_path

from dashboard.components import pictures
from dashboard.data import canonical, uploads
from dashboard.errors import UploadError

MOST_PICTURES = 20


@dataclass(frozen=True)
class Picture:
    """A picture that was taken in, or the reason it was not.

    Attributes:
        shown: value of `src` for the original.
        pixels: uint8 [28, 28], what the model sees; all 0 with an error.
        frame: (left, top, right, bottom) of `pixels` in parts of the original.
        steps: what was done to it, in sentences.
        error: empty when it could be read.
    """

    name: str
    shown: str
    pixels: np.ndarray
    frame: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    steps: tuple[str, ...] = ()
    error: str = ""

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
            frame = tuple(float(edge) for edge in value["frame"])
            if len(frame) != 4 or not all(math.isfinite(edge) for edge in frame):
                raise ValueError("a frame has four edges")
            rest = {key: value[key] for key in ("name", "shown", "error")}
            steps = tuple(value["steps"])
            if not all(isinstance(text, str) for text in (*rest.values(), *steps)):
                raise TypeError("names and sentences are text")
            return cls(pixels=pixels, frame=frame, steps=steps, **rest)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise UploadError(
                "The page lost its picture. Please choose it again."
            ) from error


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
    made = canonical.canonical(image)
    left, top, right, bottom = made.box
    width, height = image.size
    return Picture(
        name=name,
        shown=pictures.thumbnail(image),
        pixels=made.pixels,
        frame=(left / width, top / height, right / width, bottom / height),
        steps=made.steps,
    )
