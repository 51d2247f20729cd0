"""Whether a heat map marks what matters: grey out its hottest places, and as much of
the picture at random, and see how far the probability falls.

After the deletion game of Petsiuk et al. 2018 (arXiv 1806.07421), with one share in the
place of a curve.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.explain.cam import upsample

SHARE = 0.2
TRIES = 8


@dataclass(frozen=True)
class Deletion:
    """Probabilities of one label.

    Attributes:
        before: for the picture as it is.
        hottest: without the hottest places.
        random: without as many random ones, for each try.
    """

    before: float
    hottest: float
    random: tuple[float, ...]

    @classmethod
    def of(cls, probabilities: Sequence[float]) -> "Deletion":
        """From the answers for `pictures`, in their order."""
        before, hottest, *random = (float(value) for value in probabilities)
        return cls(before, hottest, tuple(random))

    @property
    def random_mean(self) -> float:
        return sum(self.random) / len(self.random)

    @property
    def as_strong(self) -> int:
        """How many random tries lower the probability as far as the hottest places."""
        return sum(value <= self.hottest for value in self.random)


def pictures(pixels: np.ndarray, cam: np.ndarray, seed: int = 0) -> np.ndarray:
    """The picture, then without its hottest places, then TRIES times at random.

    What is taken away takes the mean colour of the picture. The random places come from
    noise as coarse as the heat, so that they form patches of the same kind.

    Args:
        pixels: uint8 [h, w] or [h, w, 3].
        cam: float [a, b], 0..1, at its own resolution.

    Returns:
        uint8 [2 + TRIES, *pixels.shape].
    """
    random = np.random.default_rng(seed)
    maps = [cam, *(random.random(cam.shape) for _ in range(TRIES))]
    masks = [hottest(upsample(one, *pixels.shape[:2]), random) for one in maps]
    grey = np.rint(pixels.mean(axis=(0, 1))).astype(np.uint8)
    changed = [pixels.copy() for _ in masks]
    for picture, mask in zip(changed, masks, strict=True):
        picture[mask] = grey
    return np.stack([pixels, *changed])


def hottest(heat: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """bool [h, w]: the hottest SHARE of all places; equals are drawn by lot."""
    count = math.ceil(SHARE * heat.size)
    # the last key sorts first
    order = np.lexsort((random.random(heat.size), -heat.ravel()))
    mask = np.zeros(heat.size, bool)
    mask[order[:count]] = True
    return mask.reshape(heat.shape)
