"""What the model sees of a picture: 28x28, grey, bright on black, as Fashion-MNIST.

Decoding is `dashboard.data.uploads`. The cut is by the ground colour only; a garment
worn by a person or lying on a pattern needs more than this.
"""

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from dashboard.data.edits import UNTOUCHED, Edit
from dashboard.data.film import Watch, unseen
from dashboard.data.ground import Look, look_at, on_ground, reduced
from dashboard.data.uploads import plain

SIDE = 28
FLAT = 16  # a smaller range of brightness is left alone: stretching shows noise
MAX_GAIN = 2.0
BLACK = 12  # brightness up to which a ground, or a difference of channels, is none
SMALL = "28×28"  # the caption of the last step
Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Canonical:
    """A picture as the model gets it, and what was done to it.

    Attributes:
        pixels: uint8 [28, 28], the ground near 0.
        box: (left, top, right, bottom) in picture coordinates that `pixels` covers;
            it may reach outside the picture.
        inverted: whether dark and bright were swapped.
        steps: sentences for the person who sent the picture, in order.
    """

    pixels: np.ndarray
    box: Box
    inverted: bool
    steps: tuple[str, ...]


def canonical(
    image: Image.Image, edit: Edit = UNTOUCHED, watch: Watch = unseen
) -> Canonical:
    """Bring a decoded picture (mode L, RGB or RGBA, any size) to the model's input.

    A 28x28 picture that is grey and opaque passes through byte for byte.

    Args:
        edit: of it the ground and whether dark and bright are swapped.
        watch: sees each step.
    """
    image = plain(image)
    ready = _ready(image) if edit.level is None else None
    if ready is not None:
        return _as_it_is(ready, edit, watch)
    if image.mode == "RGBA" and image.getchannel("A").getextrema()[0] == 255:
        image = image.convert("RGB")
    look = look_at(image, edit.level)
    look = replace(look, inverted=look.inverted != edit.swapped)
    whole = (0, 0, image.width, image.height)
    cut = look.box or whole
    grey, size = _grey(image, cut, look, watch)
    levels, gain = _levels(np.asarray(_resized(grey, _fitted(size))), look)
    if look.inverted or gain > 1.05:
        changed = "Dark and bright swapped" if look.inverted else "More contrast"
        watch(changed, Image.fromarray(levels))
    pixels, box = _centred(levels, cut)
    watch(SMALL, Image.fromarray(pixels))
    swapped = look.inverted and not edit.swapped
    steps = tuple(_steps(image, swapped, cut != whole, gain))
    return Canonical(pixels, box, look.inverted, steps)


def _as_it_is(pixels: np.ndarray, edit: Edit, watch: Watch) -> Canonical:
    done = "The picture already is 28×28 and grey, so it was used as it is."
    if edit.swapped:
        pixels, done = 255 - pixels, "The picture already is 28×28 and grey."
    watch(SMALL, Image.fromarray(pixels))
    box = (0.0, 0.0, float(SIDE), float(SIDE))
    return Canonical(pixels, box, edit.swapped, (done,))


def _grey(image: Image.Image, cut, look: Look, watch: Watch):
    """(mode L of the part inside `cut`, made smaller; size of that part)."""
    part = image
    if cut != (0, 0, image.width, image.height):
        part = image.crop(cut)
        watch("Cut to what stands out", part)
    small = reduced(part, 8 * SIDE)
    if small.mode == "RGBA":
        small = on_ground(small, (look.ground,) * 3)
        watch("On its ground", small)
    if small.mode == "RGB":
        small = small.convert("L")
        watch("Grey", small)
    return small, part.size


def looks_like_dataset(image: Image.Image) -> bool:
    """Whether a picture is Fashion-MNIST's own kind: grey and bright on even black.

    Of any size, as people enlarge such images.
    """
    image = plain(image)
    if _ready(image) is not None:
        return True
    if image.mode == "RGBA" and image.getchannel("A").getextrema()[0] < 255:
        return False
    small = np.asarray(reduced(image, 4 * SIDE).convert("RGB")).astype(np.int16)
    edge = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    # catalogue pictures may touch an edge of their frame, never most of it
    black = (edge.max(axis=1) <= BLACK).mean() >= 0.6
    return bool(black and np.ptp(small, axis=2).max() <= BLACK)


def _ready(image: Image.Image) -> np.ndarray | None:
    if image.size != (SIDE, SIDE):
        return None
    array = np.array(image)
    if image.mode == "L":
        return array
    opaque = image.mode == "RGB" or (array[..., 3] == 255).all()
    same = (array[..., :3] == array[..., :1]).all()
    return array[..., 0].copy() if opaque and same else None


def _fitted(size: tuple[int, int]) -> tuple[int, int]:
    scale = SIDE / max(size)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _resized(grey: Image.Image, size: tuple[int, int]) -> Image.Image:
    shrinks = max(grey.size) > SIDE
    kind = Image.Resampling.HAMMING if shrinks else Image.Resampling.BILINEAR
    return grey.resize(size, kind)


def _levels(small: np.ndarray, look: Look) -> tuple[np.ndarray, float]:
    """Swap if asked, put the ground at 0 and the brightest towards 255, as usual."""
    ground = 255 - look.ground if look.inverted else look.ground
    values = (255 - small if look.inverted else small).astype(np.float32)
    top = float(values.max()) - ground
    if look.box is None or top < FLAT:
        return values.astype(np.uint8), 1.0
    gain = min(MAX_GAIN, 255.0 / top)
    stretched = np.clip((values - ground) * gain, 0, 255)
    return np.rint(stretched).astype(np.uint8), gain


def _centred(levels: np.ndarray, cut: Box) -> tuple[np.ndarray, Box]:
    """Put uint8 [h, w] in the middle of black; also say what the square covers."""
    height, width = levels.shape
    # an odd rest goes to the left and the top, as in most of Fashion-MNIST
    x, y = (SIDE - width + 1) // 2, (SIDE - height + 1) // 2
    pixels = np.zeros((SIDE, SIDE), np.uint8)
    pixels[y : y + height, x : x + width] = levels
    across, down = (cut[2] - cut[0]) / width, (cut[3] - cut[1]) / height
    left, top = cut[0] - x * across, cut[1] - y * down
    return pixels, (left, top, left + SIDE * across, top + SIDE * down)


def _steps(image: Image.Image, swapped: bool, cut: bool, gain: float) -> list[str]:
    steps = []
    if image.mode == "RGBA":
        steps.append("Transparent parts were filled with the ground.")
    if image.mode != "L":
        steps.append("Colours were turned into grey.")
    if swapped:
        steps.append("Dark and bright were swapped, so that the ground becomes black.")
    if cut:
        steps.append("The picture was cut to what stands out from the ground.")
    steps.append("The longest edge was brought to 28 pixels and centred on black.")
    if gain > 1.05:
        steps.append(f"The contrast was raised by a factor of {gain:.1f}.")
    return steps
