"""Random changes of training images, in NumPy on the 28x28 originals.

They cost little at that size, need no framework and depend only on the generator, so
an epoch's images can be made again from the run's seed.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Policy:
    """How far a random change may go.

    Attributes:
        flip: mirror left and right with probability one half.
        shift: whole pixels in each direction.
        rotation: part of a full turn in each direction.
        zoom: part of the side to zoom in or out.
        erase: probability of covering a random rectangle (Zhong et al., arXiv
            1708.04896, area 2 % to 25 %) with one random grey.
    """

    flip: bool = False
    shift: int = 0
    rotation: float = 0.0
    zoom: float = 0.0
    erase: float = 0.0


POLICIES: dict[str, Policy] = {
    "none": Policy(),
    "light": Policy(flip=True, shift=2),
    "original": Policy(flip=True, rotation=0.1, zoom=0.1),
    "strong": Policy(flip=True, shift=2, erase=0.5),
}


def augment(
    images: np.ndarray, policy: Policy, generator: np.random.Generator
) -> np.ndarray:
    """Return changed copies.

    Args:
        images: uint8 [n, side, side].

    Returns:
        uint8 [n, side, side].
    """
    images = np.array(images)
    if policy.flip:
        chosen = generator.random(len(images)) < 0.5
        images[chosen] = images[chosen, :, ::-1]
    if policy.shift:
        images = _shift(images, policy.shift, generator)
    if policy.rotation or policy.zoom:
        images = _turn_and_zoom(images, policy.rotation, policy.zoom, generator)
    if policy.erase:
        _erase(images, policy.erase, generator)
    return images


def _shift(images, most, generator) -> np.ndarray:
    count, side = len(images), images.shape[1]
    padded = np.pad(images, ((0, 0), (most, most), (most, most)))
    start = generator.integers(0, 2 * most + 1, (2, count, 1))
    row, column = start + np.arange(side)
    return padded[np.arange(count)[:, None, None], row[:, :, None], column[:, None, :]]


def _turn_and_zoom(images, rotation, zoom, generator) -> np.ndarray:
    """Sample each target pixel bilinearly from the source; outside is black."""
    count, side = len(images), images.shape[1]
    angle = generator.uniform(-rotation, rotation, count) * 2 * np.pi
    scale = generator.uniform(1 - zoom, 1 + zoom, count)
    centred = np.arange(side) - (side - 1) / 2
    y, x = centred[None, :, None], centred[None, None, :]
    cos, sin = (scale * f(angle) for f in (np.cos, np.sin))
    cos, sin = cos[:, None, None], sin[:, None, None]
    # one black pixel all round catches the samples that fall just outside
    padded = np.pad(images, ((0, 0), (1, 1), (1, 1))).astype(np.float32)
    row = np.clip(cos * y - sin * x + (side + 1) / 2, 0, side + 0.999)
    column = np.clip(sin * y + cos * x + (side + 1) / 2, 0, side + 0.999)
    top, left = row.astype(int), column.astype(int)
    down, right = (row - top).astype(np.float32), (column - left).astype(np.float32)
    which = np.arange(count)[:, None, None]
    above = padded[which, top, left] * (1 - right)
    above += padded[which, top, left + 1] * right
    below = padded[which, top + 1, left] * (1 - right)
    below += padded[which, top + 1, left + 1] * right
    return np.rint(above * (1 - down) + below * down).astype(np.uint8)


def _erase(images, probability, generator) -> None:
    side = images.shape[1]
    for number in np.flatnonzero(generator.random(len(images)) < probability):
        area = generator.uniform(0.02, 0.25) * side * side
        aspect = np.exp(generator.uniform(np.log(0.3), np.log(1 / 0.3)))
        height = min(side, max(1, round(np.sqrt(area * aspect))))
        width = min(side, max(1, round(np.sqrt(area / aspect))))
        top = generator.integers(0, side - height + 1)
        left = generator.integers(0, side - width + 1)
        grey = generator.integers(0, 256)
        images[number, top : top + height, left : left + width] = grey
