"""Batches mixed with themselves: labels become shares of two classes.

One share a batch, drawn from a beta distribution with the constants of the papers. Like
augmentation it is NumPy on the 28x28 originals and depends only on the generator.
"""

import numpy as np

MIXUP_ALPHA = 0.2  # Zhang et al., arXiv 1710.09412: 0.1 to 0.4 for natural pictures
CUTMIX_ALPHA = 1.0  # Yun et al., arXiv 1905.04899


def mix(
    kind: str, images: np.ndarray, labels: np.ndarray, generator: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Mix each picture of a batch with another one of the same batch.

    Args:
        kind: one of recipe.MIXINGS.
        images: uint8 [n, side, side].
        labels: float32 [n, classes].

    Returns:
        (uint8 [n, side, side], float32 [n, classes]); a row of labels still sums to 1.
    """
    if kind == "none":
        return images, labels
    partner = generator.permutation(len(images))
    mixed, share = (_mixup if kind == "mixup" else _cutmix)(images, partner, generator)
    return mixed, np.float32(share) * labels + np.float32(1 - share) * labels[partner]


def _mixup(images, partner, generator) -> tuple[np.ndarray, float]:
    share = generator.beta(MIXUP_ALPHA, MIXUP_ALPHA)
    mixed = share * images.astype(np.float32) + (1 - share) * images[partner]
    # the network takes uint8; half a grey level is less than any augmentation does
    return np.rint(mixed).astype(np.uint8), share


def _cutmix(images, partner, generator) -> tuple[np.ndarray, float]:
    side = images.shape[1]
    half = side * np.sqrt(1 - generator.beta(CUTMIX_ALPHA, CUTMIX_ALPHA)) / 2
    centre = generator.uniform(0, side, 2)
    low, high = (
        np.clip(np.rint(centre + d), 0, side).astype(int) for d in (-half, half)
    )
    mixed = images.copy()
    mixed[:, low[0] : high[0], low[1] : high[1]] = images[
        partner, low[0] : high[0], low[1] : high[1]
    ]
    # the box is cut off at the border: its true area is what counts
    return mixed, 1 - float(np.prod(high - low)) / side**2
