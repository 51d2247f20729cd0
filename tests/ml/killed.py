"""A training that is killed where a test says.

    python -m tests.ml.killed FOLDER KEPT

After the state was kept KEPT times the process sends itself SIGKILL.
"""

import math
import os
import signal
import sys
from pathlib import Path

from dashboard.data.fashion_mnist import Dataset
from tests.ml.handful import RECIPE, Watcher, handful


class Mortal(Watcher):
    """Dies once the state was kept for the last time."""

    def __init__(self, kept: int):
        super().__init__()
        self.lives = kept

    def report(self, kind, **values):
        super().report(kind, **values)
        self.lives -= kind == "kept"
        if not self.lives:
            os.kill(os.getpid(), signal.SIGKILL)


def main(folder: Path, kept: int, data: Dataset) -> None:
    from dashboard.ml import keeper
    from dashboard.ml.train import train

    keeper.MOST_OF_THE_TIME = math.inf  # kept after each step, whatever that takes
    best, state = folder / "best.npz", folder / "resume.state"
    train(RECIPE, data, Mortal(kept), best, None, state, every=0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), handful())
