"""A moving average of a network's weights (Polyak and Juditsky 1992), which is often
better than the weights that are trained.

Our own and not `use_ema` of the Keras optimizers: that leaves out the statistics of
batch normalisation, which belong to the trained weights and not to their average, and
`SwapEMAWeights` swaps by adding and subtracting, which rounds the trained weights. Here
the statistics are averaged like every other variable.
"""

import keras
import numpy as np

from dashboard.ml import checkpoint

Arrays = dict[str, np.ndarray]


class WeightAverage:
    """The average of all weights by name; it outlives phases and image sizes.

    Args:
        momentum: how much of the old average an update keeps.
    """

    def __init__(self, network: keras.Model, momentum: float):
        self.momentum, self.updates = momentum, 0
        self.arrays = checkpoint.arrays_of(network)
        self._trained: Arrays | None = None

    def update(self, network: keras.Model) -> None:
        """Take in the weights after a batch."""
        self.updates += 1
        # as TensorFlow's ExponentialMovingAverage: the first weights soon lose theirs
        warm = (1 + self.updates) / (10 + self.updates)
        new = np.float32(1 - min(self.momentum, warm))
        for name, variable in checkpoint.names(network).items():
            average = self.arrays[name]
            average += new * (np.asarray(variable) - average)

    def enter(self, network: keras.Model) -> None:
        """Put the average into the network; the trained weights are kept aside."""
        if self._trained is None:
            self._trained = checkpoint.arrays_of(network)
            checkpoint.put(network, self.arrays)

    def leave(self, network: keras.Model) -> None:
        """Put the trained weights back."""
        if self._trained is not None:
            checkpoint.put(network, self._trained)
            self._trained = None
