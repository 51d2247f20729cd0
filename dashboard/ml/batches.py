"""Training batches whose order and changes depend only on (seed, epoch)."""

import keras
import numpy as np

from dashboard.ml.augment import Policy, augment
from dashboard.ml.mixing import mix


class Batches(keras.utils.PyDataset):
    """Shuffled, augmented batches of one training phase.

    Args:
        images: uint8 [n, 28, 28].
        targets: float32 [n, 10], what each image is to be answered with.
        mixing: one of recipe.MIXINGS; other than "none" shares targets out in pairs.
        seed: the run's seed; epoch e of it always gives the same batches.
        epoch: the epoch to begin with.
    """

    def __init__(
        self,
        images: np.ndarray,
        targets: np.ndarray,
        *,
        batch_size: int,
        policy: Policy,
        mixing: str = "none",
        seed: int,
        epoch: int = 0,
    ):
        super().__init__(workers=1)
        self._images, self._targets = images, targets
        self._batch_size, self._policy, self._mixing = batch_size, policy, mixing
        self._seed, self._epoch = seed, epoch
        self._order = self._shuffled()

    def __len__(self) -> int:
        return -(-len(self._targets) // self._batch_size)

    def __getitem__(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        start = number * self._batch_size
        rows = self._order[start : start + self._batch_size]
        # the batch number is part of the seed, so batches may be made in any order
        generator = np.random.default_rng([self._seed, self._epoch, number])
        images = augment(self._images[rows], self._policy, generator)
        return mix(self._mixing, images, self._targets[rows], generator)

    def on_epoch_end(self) -> None:
        """Shuffle anew; Keras calls this between epochs."""
        self._epoch += 1
        self._order = self._shuffled()

    def _shuffled(self) -> np.ndarray:
        generator = np.random.default_rng([self._seed, self._epoch])
        return generator.permutation(len(self._targets))


class Rest(keras.utils.PyDataset):
    """The batches of an epoch from number `first` on, which Keras counts from 0."""

    def __init__(self, batches: keras.utils.PyDataset, first: int):
        super().__init__(workers=1)
        self._batches, self._first = batches, first

    def __len__(self) -> int:
        return len(self._batches) - self._first

    def __getitem__(self, number: int):
        return self._batches[self._first + number]

    def on_epoch_end(self) -> None:
        """Keras calls it before the first epoch too: both count alike."""
        self._batches.on_epoch_end()
