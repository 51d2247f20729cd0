"""Whether a picture lies on an even ground, which colour that has, where the rest is.

In colour and for the square of `dashboard.data.photograph`; `dashboard.data.ground`
answers the like in brightness for the 28x28 form.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from dashboard.data.ground import LONGEST, reduced, scaled_box, without_specks

NEAR = 12  # largest difference in a channel of two pixels of one even ground
EVEN = 0.8  # share of the border that must be near the ground's colour
STANDS_OUT = 20
OPAQUE = 32  # alpha from which a pixel is to be seen
WHITE, DARK = (255, 255, 255), (64, 64, 64)
LIGHT = 208  # mean brightness of a drawing that white would swallow


@dataclass(frozen=True)
class Content:
    """What a small copy tells.

    Attributes:
        ground: RGB of the ground; for a transparent one the colour to put below.
        even: whether the ground is one colour.
        box: (left, top, right, bottom) in pixels of the picture of all that is not
            ground, or None when nothing stands out.
    """

    ground: tuple[int, int, int]
    even: bool
    box: tuple[int, int, int, int] | None


def content_of(image: Image.Image, level: int | None = None) -> Content:
    """Look at a picture in mode L, RGB or RGBA.

    Args:
        level: brightness of the ground where a person knows it; it is even then.
    """
    small = reduced(image, LONGEST)
    colours = np.asarray(small.convert("RGB")).astype(np.int16)
    if small.mode == "RGBA":
        alpha = np.asarray(small.getchannel("A"))
        seen = alpha >= OPAQUE
        if (_border(alpha) < OPAQUE).mean() > 0.5:
            box = scaled_box(seen, image.size) if seen.any() else None
            below = _below(colours, seen) if level is None else (level,) * 3
            return Content(below, True, box)
        colours[~seen] = 255
    border = _border(colours)
    ground = _commonest(border) if level is None else np.full(3, level)
    near = (np.abs(border - ground).max(axis=1) <= NEAR).mean()
    even = near >= EVEN or level is not None
    mask = without_specks(np.abs(colours - ground).max(axis=2) > STANDS_OUT)
    box = scaled_box(mask, image.size) if mask.any() else None
    return Content(tuple(int(value) for value in ground), bool(even), box)


def _below(colours: np.ndarray, seen: np.ndarray) -> tuple[int, int, int]:
    """White, as in a catalogue; dark below a drawing that white would swallow."""
    light = seen.any() and colours[seen].mean() > LIGHT
    return DARK if light else WHITE


def _commonest(border: np.ndarray) -> np.ndarray:
    """The colour that most of the border is near: clothes may cover half of it."""
    coarse = (border // 24) @ np.array([1, 16, 256])
    values, counts = np.unique(coarse, return_counts=True)
    return np.median(border[coarse == values[counts.argmax()]], axis=0)


def _border(values: np.ndarray) -> np.ndarray:
    edges = (values[0], values[-1], values[1:-1, 0], values[1:-1, -1])
    return np.concatenate(edges)
