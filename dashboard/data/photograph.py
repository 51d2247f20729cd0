"""What a version for photographs sees of a picture: colours, the whole of it, a square.

Decoding is `dashboard.data.uploads`; the 28x28 form is `dashboard.data.canonical`.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps

from dashboard.data.content import Content, content_of
from dashboard.data.edits import UNTOUCHED, Edit
from dashboard.data.film import Watch, unseen
from dashboard.data.ground import on_ground
from dashboard.data.uploads import plain

SIDE = 192
PAD = (124, 116, 104)  # the mean of ImageNet's pixels: says as little as can be
PLAIN_PAD = 0.06  # air around what was cut out, in parts of its longest edge
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Framed:
    """A picture as a version for photographs gets it, and what was done to it.

    Attributes:
        pixels: uint8 [SIDE, SIDE, 3], RGB.
        box: what `pixels` covers, in picture coordinates; it reaches outside.
        steps: sentences for the person who sent the picture, in order.
    """

    pixels: np.ndarray
    box: Box
    steps: tuple[str, ...]


def framed(
    image: Image.Image,
    side: int = SIDE,
    edit: Edit = UNTOUCHED,
    watch: Watch = unseen,
) -> Framed:
    """Bring a decoded picture (mode L, RGB or RGBA, any size) to a square in colour.

    A photograph is taken whole. A drawing or a product shot on an even ground is cut
    to what stands out, as it may be small in a wide picture.

    Args:
        edit: of it the ground and whether colours are inverted.
        watch: sees each step.
    """
    image = plain(image)
    content = content_of(image, edit.level)
    image, pad, steps = _coloured(image, content, edit, watch)
    cut = whole = (0, 0, image.width, image.height)
    if content.box and content.even:
        cut = _with_air(content.box, image.size)
    if cut != whole:
        steps.append("The even ground around it was cut away.")
        watch("Cut to what stands out", image.crop(cut))
    pixels, box = squared(image, cut, side, pad)
    watch(f"{side}×{side} in colour", Image.fromarray(pixels))
    steps.append(f"The longest edge was brought to {side} pixels, colours were kept.")
    return Framed(pixels, box, tuple(steps))


def enlarged(images: np.ndarray, side: int) -> np.ndarray:
    """uint8 [n, 28, 28] of the dataset as squares: uint8 [n, side, side, 3]."""
    squares = [framed(Image.fromarray(image), side).pixels for image in images]
    return np.stack(squares) if squares else np.zeros((0, side, side, 3), np.uint8)


def squared(
    image: Image.Image, cut: tuple[int, int, int, int], side: int, pad
) -> tuple[np.ndarray, Box]:
    """The part `cut` of an RGB picture in the middle of a square of `side`.

    Args:
        pad: colour of what is left of the square.

    Returns:
        (uint8 [side, side, 3], the box in picture coordinates that it covers).
    """
    width, height = cut[2] - cut[0], cut[3] - cut[1]
    scale = side / max(width, height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    kind = Image.Resampling.BICUBIC if scale > 1 else Image.Resampling.LANCZOS
    small = image.resize(size, kind, box=cut, reducing_gap=3.0)
    x, y = (side - size[0]) // 2, (side - size[1]) // 2
    square = Image.new("RGB", (side, side), tuple(pad))
    square.paste(small, (x, y))
    left, top = cut[0] - x / scale, cut[1] - y / scale
    box = (left, top, left + side / scale, top + side / scale)
    return np.asarray(square), box


def _coloured(image: Image.Image, content: Content, edit: Edit, watch: Watch):
    """(RGB on its ground, the colour to pad with, sentences)."""
    steps, pad = [], content.ground if content.even else PAD
    if image.mode == "RGBA":
        steps.append("Transparent parts were filled with an even ground.")
        image = on_ground(image, content.ground)
        watch("On its ground", image)
    image = image.convert("RGB")
    if edit.swapped:
        image, pad = ImageOps.invert(image), tuple(255 - value for value in pad)
        watch("Colours inverted", image)
    return image, pad, steps


def _with_air(box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    air = round(PLAIN_PAD * max(box[2] - box[0], box[3] - box[1]))
    left, top = max(0, box[0] - air), max(0, box[1] - air)
    return left, top, min(size[0], box[2] + air), min(size[1], box[3] + air)
