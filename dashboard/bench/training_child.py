"""The process that trains a backbone for some batches, by the very code of a run, and
looks at the clock after each. `dashboard.bench.training` starts it."""

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard.data import fashion_mnist
from dashboard.limits import ALL_LAYERS
from dashboard.presets import defaults
from dashboard.recipe import Recipe
from dashboard.settings import Settings


@dataclass
class Clock:
    """A watcher of a training that asks it to stop after `batches`."""

    batches: int
    times: list[float] = field(default_factory=list)

    def report(self, kind: str, **values) -> None:
        """Nobody is told."""

    def stop_asked(self) -> bool:
        """Called once after every batch, of validation too."""
        self.times.append(time.perf_counter())
        return len(self.times) >= self.batches

    def keep_asked(self) -> bool:
        """Never."""
        return False


def main(asked: dict[str, Any]) -> dict[str, Any]:
    """Images a second, one figure per round."""
    from dashboard.ml import kernels, memory

    memory.keep_freed_memory()
    kernels.choose(asked["backbone"])
    from dashboard.ml.train import train

    data = fashion_mnist.load(Settings.from_environment())
    clock = Clock(1 + asked["warm_up"] + asked["rounds"] * asked["batches"])
    with tempfile.TemporaryDirectory() as folder:
        recipe = recipe_of(asked["backbone"], asked["batch"])
        train(recipe, data, clock, Path(folder) / "best.npz", None)
    times = clock.times[asked["warm_up"] :]
    return {"rates": rates(times, asked["batches"], asked["batch"])}


def recipe_of(backbone: str, batch: int) -> Recipe:
    """The backbone's own settings, every layer trained from the first batch."""
    return defaults(backbone).with_(
        weights="none",
        head_epochs=0,
        epochs=1,
        batch_size=batch,
        unfrozen_layers=ALL_LAYERS,
        train_batch_norm=True,
    )


def rates(times: Sequence[float], batches: int, batch: int) -> list[float]:
    """Images a second of each run of `batches` between the times of batch ends."""
    ends = times[::batches]
    return [batches * batch / (b - a) for a, b in zip(ends[:-1], ends[1:], strict=True)]


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))
