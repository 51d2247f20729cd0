"""What happens between batches and epochs: best epoch, patience, keeping, stopping.
What is told about them is in pace.py.

"Hook" is a Keras callback here; "callback" means Dash's in this project.
"""

import math
import time
from pathlib import Path

import keras
import numpy as np

from dashboard.errors import RunError
from dashboard.ml import checkpoint, memory, partial
from dashboard.ml.average import WeightAverage
from dashboard.ml.keeper import Keeper
from dashboard.ml.pace import Pace
from dashboard.ml.partial import Partial
from dashboard.ml.stages import Stage
from dashboard.ml.state import Progress
from dashboard.recipe import Recipe

STEP_EVENT_SECONDS = 0.5


class Stopped(Exception):
    """Leaves Keras' `fit` at once, which would validate first."""


class Hooks(keras.callbacks.Callback):
    """Follows both phases of a training and keeps the best epoch's weights on disk.

    Args:
        progress: how far the training has come before this process.
        average: the weights to validate and keep instead of those that are trained.
        keeper: writes the state of the training, which is not kept without one.
        partial: the epoch that the process before this one began.

    Attributes:
        stopped: the watcher asked to stop, and the training is unfinished.
        early: the watcher asked to end after an epoch, and it was not the last.
        enough: no further epoch of the stage is wanted.
    """

    def __init__(
        self,
        recipe: Recipe,
        watcher,
        best: Path,
        progress: Progress,
        average: WeightAverage | None = None,
        keeper: Keeper | None = None,
        partial: Partial | None = None,
    ):
        super().__init__()
        self.recipe, self.watcher, self.best = recipe, watcher, best
        self.average, self.keeper, self.partial = average, keeper, partial
        self.progress = progress
        self.stopped = self.early = self.enough = False
        self._started = time.monotonic() - progress.seconds

    def begin(self, stage: Stage, network: keras.Model, steps: int, images: int):
        """Say that a stage begins; early stopping counts anew in another phase."""
        if stage.phase != self.progress.phase:
            self.progress.waited = 0
        self.stage, self.network, self.enough = stage, network, False
        trained = self.partial.batch if self.partial else 0
        self._pace = Pace(stage, steps, images, trained)
        self._last = self._pace.begun
        self.watcher.report("phase", **self._pace.of_phase())

    def on_epoch_begin(self, epoch, logs=None):
        # what layers draw from a global generator must not depend on the process in
        # which an epoch is trained
        entropy = np.random.SeedSequence([self.recipe.seed, self._number()])
        keras.utils.set_random_seed(int(entropy.generate_state(1)[0]))
        self._pace.begin_epoch(epoch)
        if self.partial:
            partial.put(self.partial, self.model)
            self._pace.go_on(self.partial.batch, self.partial.seconds)
            self.partial = None

    def on_train_batch_end(self, batch, logs=None):
        if batch == 0:  # TensorFlow's generator op sets the threshold back
            memory.keep_freed_memory()
        pace, now = self._pace, time.monotonic()
        pace.count_step(now)  # Keras counts from where this process began
        if not math.isfinite(logs["loss"]):
            raise self.diverged(f"a loss of {logs['loss']:g}")
        if self.average:
            self.average.update(self.network)
        stop, last = self.watcher.stop_asked(), pace.step == pace.steps
        if stop or last or now - self._last >= STEP_EVENT_SECONDS:
            self._last = now
            told = pace.of_step(now, self._number(), logs, self._rate())
            self.watcher.report("step", **told)
        if stop or (self.keeper and self.keeper.due() and not last):
            self._keep(self._partial())
        if stop:
            self._stop()

    def on_test_begin(self, logs=None):
        self._trained = self._partial()  # Keras sets the sums back next
        if self.average:
            self.average.enter(self.network)

    def on_test_batch_end(self, batch, logs=None):
        if self.watcher.stop_asked():
            if self.average:
                self.average.leave(self.network)
            self._keep(self._trained)
            self._stop()

    def on_epoch_end(self, epoch, logs=None):
        self._end_epoch(logs)
        if self.average:
            self.average.leave(self.network)
        self._keep(None)
        if self.watcher.keep_asked():
            self.early = True
            self._end_stage()

    def _end_epoch(self, logs: dict) -> None:
        row = self._pace.of_epoch(self._number(), logs, self._rate())
        self.progress.history.append(row)
        self._keep_best(row)
        self.progress.seconds = time.monotonic() - self._started
        self.watcher.report("epoch", best_epoch=self.progress.best_epoch, **row)

    def _number(self) -> int:
        """Of the epoch that is trained, over both phases, from 1."""
        return len(self.progress.history) + 1

    def _rate(self) -> float:
        return float(self.model.optimizer.learning_rate)

    def _keep_best(self, row: dict) -> None:
        if self.stage.small:  # how good it is at the size that is served, nobody knows
            return
        found = self.progress
        if row["validation_accuracy"] > found.best_accuracy:
            found.best_accuracy = row["validation_accuracy"]
            found.best_epoch, found.waited = row["epoch"], 0
            checkpoint.save(self.network, self.best)
            return
        found.waited += 1
        if 0 < self.recipe.patience <= found.waited:
            self._end_stage()

    def _end_stage(self) -> None:
        self.enough = self.model.stop_training = True

    def _partial(self) -> Partial | None:
        """The present epoch so far, if anybody keeps it."""
        if self.keeper is None:
            return None
        return partial.take(self.model, self._pace.step, self._pace.spent())

    def _keep(self, part: Partial | None) -> None:
        if self.keeper is None:
            return
        self.progress.seconds = time.monotonic() - self._started
        took = self.keeper.keep(self, part)
        epochs, batch = self.keeper.kept
        self.watcher.report("kept", epochs=epochs, step=batch, seconds=took)

    def _stop(self) -> None:
        self.stopped = True
        raise Stopped

    def diverged(self, found: str) -> RunError:
        """The error that ends a training whose numbers have left the finite ones."""
        kept = self.keeper.last() if self.keeper else "Nothing was kept"
        where = f"step {self._pace.step} of {self._pace.steps}"
        return RunError(
            f"Expected a finite loss. Received: {found} in epoch {self._number()}, "
            f"{where}. {kept}, but going on from there would meet the same. Run again "
            "with a lower learning rate or a larger batch."
        )
