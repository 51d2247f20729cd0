"""Batches of features that were computed once, for the layers above them."""

import keras
import numpy as np


class CachedBatches(keras.utils.PyDataset):
    """Shuffled batches of cached features; the order depends only on (seed, epoch).

    Args:
        views: arrays [n, ...] of the same rows; each epoch takes one of them at random
            for each row.
        targets: float32 [n, 10], what each row is to be answered with.
        epoch: the epoch to begin with; None keeps the rows in their order.
    """

    def __init__(
        self,
        views: list[np.ndarray],
        targets: np.ndarray,
        *,
        batch_size: int,
        seed: int = 0,
        epoch: int | None = None,
    ):
        super().__init__(workers=1)
        self._views, self._targets = views, targets
        self._batch_size, self._seed, self._epoch = batch_size, seed, epoch
        self._arrange()

    def __len__(self) -> int:
        return -(-len(self._targets) // self._batch_size)

    def __getitem__(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        start = number * self._batch_size
        rows = self._order[start : start + self._batch_size]
        features = np.asarray(self._views[0][rows], np.float32)
        for view, array in enumerate(self._views[1:], start=1):
            chosen = self._chosen[rows] == view
            features[chosen] = array[rows[chosen]]
        return features, self._targets[rows]

    def on_epoch_end(self) -> None:
        """Shuffle anew and choose other views; Keras calls this between epochs."""
        if self._epoch is not None:
            self._epoch += 1
            self._arrange()

    def _arrange(self) -> None:
        count = len(self._targets)
        if self._epoch is None:
            self._order = np.arange(count)
            self._chosen = np.zeros(count, np.int64)
            return
        generator = np.random.default_rng([self._seed, self._epoch])
        self._order = generator.permutation(count)
        self._chosen = generator.integers(0, len(self._views), count)
