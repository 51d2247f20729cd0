"""What happens between batches and epochs: events, best epoch, patience, stopping.

"Hook" is a Keras callback here; "callback" means Dash's in this project.
"""

import math
import time
from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np

from dashboard.errors import RunError
from dashboard.ml import checkpoint, memory
from dashboard.ml.average import WeightAverage
from dashboard.ml.stages import Stage
from dashboard.ml.state import Progress
from dashboard.recipe import Recipe

STEP_EVENT_SECONDS = 0.5


class Hooks(keras.callbacks.Callback):
    """Follows both phases of a training and keeps the best epoch's weights on disk.

    Args:
        progress: how far the training has come before this process.
        average: the weights to validate and keep instead of those that are trained.
        keep: called after each epoch, once the trained weights are back in place.
    """

    def __init__(
        self,
        recipe: Recipe,
        watcher,
        best: Path,
        progress: Progress,
        average: WeightAverage | None = None,
        keep: Callable[["Hooks"], None] | None = None,
    ):
        super().__init__()
        self.recipe, self.watcher, self.best = recipe, watcher, best
        self.average, self.keep = average, keep
        self.progress, self.stopped = progress, False
        self._started = time.monotonic() - progress.seconds

    def begin(self, stage: Stage, network: keras.Model, steps: int, images: int):
        """Say that a stage begins; early stopping counts anew in another phase."""
        if stage.phase != self.progress.phase:
            self.progress.waited = 0
        self.stage, self.network = stage, network
        self.steps, self.images = steps, images
        self._begun = self._last = time.monotonic()
        self.watcher.report(
            "phase",
            phase=stage.phase,
            epochs=stage.epochs,
            first=stage.first + 1,
            last=stage.last,
            image_size=stage.image_size,
            steps=steps,
            images=images,
        )

    def on_epoch_begin(self, epoch, logs=None):
        self._epoch = epoch
        # dropout on torch draws from one global generator: with a seed for each epoch
        # it does not matter in which process an epoch is trained
        entropy = np.random.SeedSequence([self.recipe.seed, self._number()])
        keras.utils.set_random_seed(int(entropy.generate_state(1)[0]))
        self._epoch_begun = time.monotonic()

    def on_train_batch_end(self, batch, logs=None):
        if batch == 0:  # TensorFlow's generator op sets the threshold back
            memory.keep_freed_memory()
        if not math.isfinite(logs["loss"]):
            raise RunError(
                f"Expected a finite loss. Received: {logs['loss']} in epoch "
                f"{self._number()}. Train with a lower learning rate."
            )
        if self.average:
            self.average.update(self.network)
        if self.watcher.stop_asked():
            self.stopped = self.model.stop_training = True
        now = time.monotonic()
        if now - self._last >= STEP_EVENT_SECONDS or batch + 1 == self.steps:
            self._last = now
            self.watcher.report("step", **self._step(batch + 1, now, logs))

    def _step(self, step: int, now: float, logs: dict) -> dict:
        share = step / self.steps
        done = self._epoch - self.stage.first + share
        left = self.stage.last - self._epoch - share + self.stage.later
        return {
            "phase": self.stage.phase,
            "epoch": self._number(),
            "epoch_of_phase": self._epoch + 1,
            "epochs": self.stage.epochs,
            "step": step,
            "steps": self.steps,
            "loss": float(logs["loss"]),
            "accuracy": float(logs["accuracy"]),
            "images_per_second": share * self.images / (now - self._epoch_begun),
            "seconds_left": (now - self._begun) / done * left,
            "learning_rate": float(self.model.optimizer.learning_rate),
            "memory": memory.resident(),
        }

    def on_test_begin(self, logs=None):
        if self.average:
            self.average.enter(self.network)

    def on_epoch_end(self, epoch, logs=None):
        if not self.stopped:  # a part of an epoch is no epoch
            self._end_epoch(logs)
        if self.average:
            self.average.leave(self.network)
        if self.keep and not self.stopped:
            self.keep(self)

    def _end_epoch(self, logs: dict) -> None:
        row = {
            "epoch": self._number(),
            "phase": self.stage.phase,
            "loss": float(logs["loss"]),
            "accuracy": float(logs["accuracy"]),
            "validation_loss": float(logs["val_loss"]),
            "validation_accuracy": float(logs["val_accuracy"]),
            "learning_rate": float(self.model.optimizer.learning_rate),
            "seconds": time.monotonic() - self._epoch_begun,
        }
        self.progress.history.append(row)
        self.progress.seconds = time.monotonic() - self._started
        self._keep_best(row)
        self.watcher.report("epoch", best_epoch=self.progress.best_epoch, **row)

    def _number(self) -> int:
        """Of the epoch that is trained, over both phases, from 1."""
        return len(self.progress.history) + 1

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
            self.model.stop_training = True
