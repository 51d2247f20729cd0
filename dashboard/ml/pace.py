"""How far a stage of a training has come, how fast, and what its events say of that.

Nothing here needs Keras, or decides anything; that is done in hooks.py.
"""

import time
from typing import Any

from dashboard.ml import memory
from dashboard.ml.stages import Stage


class Pace:
    """Follows one stage by the clock.

    Args:
        steps: batches in an epoch.
        images: in an epoch.
        trained: batches of the first epoch that an earlier process trained.

    Attributes:
        begun: when this process began with the stage, of `time.monotonic`.
        step: how many batches of the present epoch are trained.
    """

    def __init__(self, stage: Stage, steps: int, images: int, trained: int = 0):
        self.stage, self.steps, self.images = stage, steps, images
        self.begun = time.monotonic()
        self.step, self._skipped = 0, trained / steps
        self._warm: tuple[float, float] | None = None

    def begin_epoch(self, epoch: int) -> None:
        """Say that an epoch begins, counted from 0 over the phase."""
        self._epoch, self.step, self._epoch_begun = epoch, 0, time.monotonic()

    def count_step(self, now: float) -> None:
        """Say that a batch was trained. The first one of a process is traced and
        compiled before it, which takes many times as long: it is no speed."""
        self.step += 1
        if self._warm is None:
            self._warm = now, self._done()

    def _done(self) -> float:
        """Epochs of the stage that this process has trained."""
        epochs = self._epoch - self.stage.first + self.step / self.steps
        return epochs - self._skipped

    def _epoch_seconds(self, now: float) -> float:
        """What an epoch takes, without the first batch once there are others."""
        begun, before = self._warm or (self.begun, 0.0)
        if self._done() > before:
            return (now - begun) / (self._done() - before)
        return (now - self.begun) / self._done()

    def go_on(self, step: int, seconds: float) -> None:
        """Say that the epoch has come as far as `step` before, in `seconds`."""
        self.step = step
        self._epoch_begun -= seconds

    def spent(self) -> float:
        """Seconds of the present epoch, over all attempts."""
        return time.monotonic() - self._epoch_begun

    def of_phase(self) -> dict[str, Any]:
        """What is told when the stage begins."""
        stage = self.stage
        return {
            "phase": stage.phase,
            "epochs": stage.epochs,
            "first": stage.first + 1,
            "last": stage.last,
            "image_size": stage.image_size,
            "steps": self.steps,
            "images": self.images,
        }

    def of_step(self, now: float, number: int, logs: dict, rate: float) -> dict:
        """What is told after a batch; the seconds left are of all that is trained.

        Args:
            now: the present moment, of `time.monotonic`.
            number: of the epoch over both phases, from 1.
            logs: what Keras says of the epoch so far.
            rate: the learning rate.
        """
        stage, share = self.stage, self.step / self.steps
        left = stage.last - self._epoch - share + stage.later
        return {
            "phase": stage.phase,
            "epoch": number,
            "epoch_of_phase": self._epoch + 1,
            "epochs": stage.epochs,
            "step": self.step,
            "steps": self.steps,
            "loss": float(logs["loss"]),
            "accuracy": float(logs["accuracy"]),
            "images_per_second": share * self.images / (now - self._epoch_begun),
            "seconds_left": self._epoch_seconds(now) * left,
            "learning_rate": rate,
            "memory": memory.resident(),
        }

    def of_epoch(self, number: int, logs: dict, rate: float) -> dict[str, Any]:
        """A row of the history, at the end of an epoch; the arguments as of `of_step`,
        but that Keras has validated."""
        return {
            "epoch": number,
            "phase": self.stage.phase,
            "loss": float(logs["loss"]),
            "accuracy": float(logs["accuracy"]),
            "validation_loss": float(logs["val_loss"]),
            "validation_accuracy": float(logs["val_accuracy"]),
            "learning_rate": rate,
            "seconds": self.spent(),
        }
