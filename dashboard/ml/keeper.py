"""When a training's state is written: after each epoch, and within a long one so often
that a crash costs about a minute and the writing next to nothing."""

import time
from pathlib import Path

import numpy as np

from dashboard.ml import snapshot, state
from dashboard.ml.average import WeightAverage
from dashboard.ml.partial import Partial
from dashboard.ml.state import State
from dashboard.recipe import Recipe

KEEP_SECONDS = 60.0
# where writing takes long, as with large networks on slow disks, it is done less often
MOST_OF_THE_TIME = 0.02


class Keeper:
    """Writes the state of one training.

    Args:
        path: where it is kept.
        every: seconds between two states within an epoch, at least.
    """

    def __init__(
        self,
        path: Path,
        recipe: Recipe,
        average: WeightAverage | None,
        every: float = KEEP_SECONDS,
    ):
        self.path, self.recipe, self.average, self.every = path, recipe, average, every
        self.kept: tuple[int, int] | None = None
        self._due = time.monotonic() + every

    def due(self) -> bool:
        """Whether it is time for a state within an epoch."""
        return time.monotonic() >= self._due

    def keep(self, hooks, partial: Partial | None) -> float:
        """Write the state as it is now; returns the seconds that took.

        Args:
            hooks: of the training, as in dashboard.ml.hooks.
            partial: of the epoch that is not over; None between two epochs.

        Raises:
            RunError: the weights are no numbers any more; the state before stays.
        """
        begun = time.monotonic()
        taken = snapshot.take(hooks.stage.phase, hooks.network, hooks.model.optimizer)
        for name, array in taken.weights.items():
            if not np.isfinite(array).all():
                raise hooks.diverged(f"{name} that is not finite")
        arrays = self.average.arrays if self.average else {}
        updates = self.average.updates if self.average else 0
        now = State(self.recipe, hooks.progress, taken, arrays, updates, partial)
        state.write(self.path, now)
        self.kept = now.position
        took = time.monotonic() - begun
        self._due = time.monotonic() + max(self.every, took / MOST_OF_THE_TIME)
        return took

    def last(self) -> str:
        """Which state is kept, as the beginning of a sentence."""
        if self.kept is None:
            return "No state was kept"
        epochs, batch = self.kept
        if batch:
            return f"The last good state, of epoch {epochs + 1} step {batch}, is kept"
        return f"The last good state, after epoch {epochs}, is kept"
