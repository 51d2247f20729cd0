"""Batches that mix photographs, drawings and dressed-up Fashion-MNIST."""

from dataclasses import dataclass

import keras
import numpy as np


@dataclass(frozen=True)
class Stock:
    """The cached features of one source.

    Attributes:
        views: float16 [n, h, w, c] each, of the same n pictures.
        answers: float32 [n, 10].
        weights: float32 [n], what each picture counts in the loss.
        each_epoch: how many pictures an epoch takes; None for all.
    """

    views: list[np.ndarray]
    answers: np.ndarray
    weights: np.ndarray
    each_epoch: int | None = None


class MixedBatches(keras.utils.PyDataset):
    """Shuffled batches of (features, answers, weights).

    Which pictures, which view of each and their order depend only on (seed, epoch). The
    last, smaller batch is left out.
    """

    def __init__(self, stocks: list[Stock], batch_size: int, seed: int):
        super().__init__(workers=1)
        self._stocks, self._batch_size, self._seed = stocks, batch_size, seed
        self._epoch = 0
        self._arrange()

    def __len__(self) -> int:
        return len(self._rows) // self._batch_size

    def __getitem__(self, number: int):
        start = number * self._batch_size
        rows = self._rows[start : start + self._batch_size]
        stocks = [self._stocks[place] for place, _, _ in rows]
        found = [
            (s.views[view][row], s.answers[row], s.weights[row])
            for s, (_, view, row) in zip(stocks, rows, strict=True)
        ]
        features, answers, weights = map(np.stack, zip(*found, strict=True))
        return features.astype(np.float32), answers, weights.astype(np.float32)

    def on_epoch_end(self) -> None:
        """Choose and shuffle anew; Keras calls this between epochs."""
        self._epoch += 1
        self._arrange()

    def _arrange(self) -> None:
        generator = np.random.default_rng([self._seed, self._epoch])
        chosen = []
        for place, stock in enumerate(self._stocks):
            count = len(stock.answers)
            rows = generator.permutation(count)[: stock.each_epoch or count]
            views = generator.integers(0, len(stock.views), len(rows))
            chosen += [
                (place, int(v), int(r)) for v, r in zip(views, rows, strict=True)
            ]
        self._rows = [chosen[i] for i in generator.permutation(len(chosen))]
