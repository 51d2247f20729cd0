"""Where the content of a picture is: its ground, its polarity, the box to cut.

By brightness only, on a small copy; `dashboard.data.canonical` does the cutting.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image

LONGEST = 256  # edge of the small copy
STANDS_OUT = 16  # least difference from the ground that counts as content


@dataclass(frozen=True)
class Look:
    """What a small copy tells.

    Attributes:
        ground: brightness of the ground, 0 to 255, before any swap.
        inverted: whether the content is darker than the ground.
        box: (left, top, right, bottom) in pixels of the picture, or None when nothing
            stands out.
    """

    ground: int
    inverted: bool
    box: tuple[int, int, int, int] | None


def look_at(image: Image.Image, level: int | None = None) -> Look:
    """Find ground, polarity and content of a picture in mode L, RGB or RGBA.

    Args:
        level: brightness of the ground where a person knows it.
    """
    small = reduced(image, LONGEST)
    ground = _ground(small) if level is None else level
    grey = np.asarray(grey_on(small, ground)).astype(np.int16)
    difference = grey - ground
    spread = np.median(np.abs(_border(difference)))
    mask = without_specks(np.abs(difference) > max(STANDS_OUT, 5 * spread))
    if not mask.any():
        return Look(ground, ground >= 128, None)
    box = scaled_box(mask, image.size)
    # a white shirt on light grey is brighter than its ground: then nothing is swapped
    return Look(ground, bool(difference[mask].sum() < 0), box)


def scaled_box(mask: np.ndarray, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The box of a mask of the small copy in pixels of the picture of `size`.

    Args:
        mask: bool [h, w] of `reduced(picture, LONGEST)`, somewhere true.
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    x, y = _factors(size, LONGEST)
    right = min(size[0], int(columns[-1] + 1) * x)
    bottom = min(size[1], int(rows[-1] + 1) * y)
    return int(columns[0]) * x, int(rows[0]) * y, right, bottom


def reduced(image: Image.Image, longest: int) -> Image.Image:
    """The picture itself, or a copy averaged by a whole factor to at most `longest`."""
    factors = _factors(image.size, longest)
    return image if factors == (1, 1) else image.reduce(factors)


def grey_on(image: Image.Image, ground: int) -> Image.Image:
    """Mode L (ITU-R 601); what is transparent shows `ground`."""
    if image.mode == "RGBA":
        image = on_ground(image, (ground, ground, ground))
    return image.convert("L")


def on_ground(image: Image.Image, ground: tuple[int, int, int]) -> Image.Image:
    """RGBA over one colour, as RGB."""
    below = Image.new("RGBA", image.size, (*ground, 255))
    return Image.alpha_composite(below, image).convert("RGB")


def _ground(image: Image.Image) -> int:
    """What the edge shows most; where it is transparent black, or white behind dark."""
    if image.mode != "RGBA":
        return _commonest(_border(np.asarray(image.convert("L"))))
    alpha = np.asarray(image.getchannel("A"))
    grey = np.asarray(image.convert("RGB").convert("L"))
    edge = _border(alpha) >= 128
    if edge.mean() > 0.5:
        return _commonest(_border(grey)[edge])
    seen = float((grey * (alpha / 255)).sum() / max(alpha.sum() / 255, 1))
    return 255 if alpha.any() and seen < 64 else 0


def _commonest(values: np.ndarray) -> int:
    """The brightness most values are near: clothes may cover half of the edge."""
    counts = np.bincount(values.ravel(), minlength=256)
    near = np.convolve(counts, np.ones(17, int), mode="same")
    peak = int(near.argmax())
    return int(np.median(values[np.abs(values.astype(np.int16) - peak) <= 8]))


def _border(values: np.ndarray) -> np.ndarray:
    edges = (values[0], values[-1], values[1:-1, 0], values[1:-1, -1])
    return np.concatenate(edges)


def without_specks(mask: np.ndarray) -> np.ndarray:
    """Of bool [h, w] keep cells with two neighbours or more: noise is lonely."""
    height, width = mask.shape
    padded = np.pad(mask, 1).astype(np.uint8)
    around = sum(
        padded[y : y + height, x : x + width] for y in range(3) for x in range(3)
    )
    return mask & (around >= 3)  # the cell counts itself


def _factors(size: tuple[int, int], longest: int) -> tuple[int, int]:
    factor = max(1, -(-max(size) // longest))
    return min(factor, size[0]), min(factor, size[1])
