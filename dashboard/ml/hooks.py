"""What happens between batches and epochs: events, best epoch, patience, stopping.

"Hook" is a Keras callback here; "callback" means Dash's in this project.
"""

import math
import time
from pathlib import Path

import keras

from dashboard.errors import RunError
from dashboard.ml import checkpoint, memory
from dashboard.ml.average import WeightAverage
from dashboard.ml.stages import Stage

STEP_EVENT_SECONDS = 0.5


class Hooks(keras.callbacks.Callback):
    """Follows both phases of a training and keeps the best epoch's weights on disk.

    Args:
        average: the weights to validate and keep instead of those that are trained.
    """

    def __init__(
        self,
        watcher,
        best: Path,
        patience: int,
        average: WeightAverage | None = None,
    ):
        super().__init__()
        self.watcher, self.best = watcher, best
        self.patience, self.average = patience, average
        self.history: list[dict] = []
        self.best_epoch, self.best_accuracy, self.stopped = 0, -1.0, False
        self._waited, self._phase = 0, ""

    def begin(self, stage: Stage, network: keras.Model, steps: int, images: int):
        """Say that a stage begins; early stopping counts anew in another phase."""
        if stage.phase != self._phase:
            self._phase, self._waited = stage.phase, 0
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
        self._epoch_begun = time.monotonic()

    def on_train_batch_end(self, batch, logs=None):
        if batch == 0:  # TensorFlow's generator op sets the threshold back
            memory.keep_freed_memory()
        if not math.isfinite(logs["loss"]):
            raise RunError(
                f"Expected a finite loss. Received: {logs['loss']} in epoch "
                f"{len(self.history) + 1}. Train with a lower learning rate."
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
            "epoch": len(self.history) + 1,
            "epoch_of_phase": self._epoch + 1,
            "epochs": self.stage.epochs,
            "step": step,
            "steps": self.steps,
            "loss": float(logs["loss"]),
            "accuracy": float(logs["accuracy"]),
            "images_per_second": share * self.images / (now - self._epoch_begun),
            "seconds_left": (now - self._begun) / done * left,
        }

    def on_test_begin(self, logs=None):
        if self.average:
            self.average.enter(self.network)

    def on_epoch_end(self, epoch, logs=None):
        if not self.stopped:  # a part of an epoch is no epoch
            self._end_epoch(logs)
        if self.average:
            self.average.leave(self.network)

    def _end_epoch(self, logs: dict) -> None:
        row = {
            "epoch": len(self.history) + 1,
            "phase": self.stage.phase,
            "loss": float(logs["loss"]),
            "accuracy": float(logs["accuracy"]),
            "validation_loss": float(logs["val_loss"]),
            "validation_accuracy": float(logs["val_accuracy"]),
            "learning_rate": float(self.model.optimizer.learning_rate),
            "seconds": time.monotonic() - self._epoch_begun,
        }
        self.history.append(row)
        self._keep_best(row)
        self.watcher.report("epoch", best_epoch=self.best_epoch, **row)

    def _keep_best(self, row: dict) -> None:
        if self.stage.small:  # how good it is at the size that is served, nobody knows
            return
        if row["validation_accuracy"] > self.best_accuracy:
            self.best_accuracy = row["validation_accuracy"]
            self.best_epoch, self._waited = row["epoch"], 0
            checkpoint.save(self.network, self.best)
            return
        self._waited += 1
        if self.patience and self._waited >= self.patience:
            self.model.stop_training = True
