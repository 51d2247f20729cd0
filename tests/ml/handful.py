"""A recipe with all that is random, a handful of made-up pictures, and who follows the
training on them."""

import numpy as np

from dashboard.data.fashion_mnist import Dataset
from dashboard.recipe import Recipe

COUNT, HELD = 60, 20
STEPS = 5  # of twelve images
RECIPE = Recipe(
    backbone="cnn",
    weights="none",
    image_size=32,
    head_epochs=1,
    epochs=3,
    small_epochs=1,
    small_image_size=28,
    batch_size=12,
    patience=0,
    dropout=0.3,
    augmentation="strong",
    mixing="cutmix",
    ema=0.8,
)


class Watcher:
    """Asks to stop after `steps` batches, those of validation too, or to end early."""

    def __init__(self, steps=None, keep=False):
        self.events, self.left, self.keep = [], steps, keep

    def report(self, kind, **values):
        self.events.append((kind, values))

    def stop_asked(self):
        if self.left is not None:
            self.left -= 1
        return self.left == 0

    def keep_asked(self):
        return self.keep


def handful() -> Dataset:
    """Pictures whose brightness says their class."""
    random = np.random.default_rng(0)
    labels = (np.arange(COUNT + HELD) % 10).astype(np.uint8)
    images = random.integers(0, 120, (len(labels), 28, 28), dtype=np.uint8)
    images += (labels * 13)[:, None, None]
    rows = np.arange(len(labels))
    return Dataset(images, labels, images, labels, rows[:COUNT], rows[COUNT:], "0" * 64)
