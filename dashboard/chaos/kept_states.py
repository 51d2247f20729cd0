"""A training's state as it is kept, without a training: for crashes and full disks.

    python -m dashboard.chaos.kept_states FOLDER TIMES

dies at each crash point of a checkpoint and prints [tried, [broken, ...]].
"""

import json
import os
import sys
from pathlib import Path

import numpy as np

from dashboard import crash_points
from dashboard.chaos.outcome import Outcome, demand
from dashboard.recipe import Recipe

POINTS = [name for name in crash_points.POINTS if name.startswith("checkpoint-")]
WEIGHTS = 20_000  # a state of some pages


def write(path: Path, epoch: int) -> None:
    """Keep the state after an epoch."""
    from dashboard.ml import state
    from dashboard.ml.snapshot import Snapshot

    weights = {"layer/kernel": np.full(WEIGHTS, epoch, np.float32)}
    row = {"epoch": epoch, "phase": "fine"}
    progress = state.Progress(history=[row] * epoch)
    taken = Snapshot("fine", weights, {}, {})
    state.write(path, state.State(Recipe(), progress, taken, {}, 0))


def read(path: Path) -> int | None:
    """The epoch of the last whole state, or None.

    Raises:
        StoreError: nothing that is there can be used.
    """
    from dashboard.ml import state

    found = state.read(path, Recipe())
    if found is None:
        return None
    epoch = len(found.progress.history)
    whole = (found.snapshot.weights["layer/kernel"] == epoch).all()
    return epoch if whole else -1


def crash(path: Path, point: str) -> None:
    """Die while the second state is kept; the first or the second must be there."""
    write(path, 1)
    # no operation of TensorFlow has run here, so a fork is harmless
    child = os.fork()
    if child == 0:
        os.environ[crash_points.VARIABLE] = point
        write(path, 2)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    demand(code == crash_points.STATUS, f"{point}: exit status {code}")
    epoch = read(path)
    expected = 2 if point == "checkpoint-placed" else 1
    demand(epoch == expected, f"{point}: the state of epoch {epoch}")
    write(path, 3)
    demand(read(path) == 3, f"{point}: the next one is not kept")


def main(folder: str, times: str) -> None:
    """Die at each point, so many times."""
    outcome = Outcome("", "kills")
    for number in range(int(times)):
        for point in POINTS:
            with outcome.trial():
                crash(Path(folder) / f"{number}-{point}" / "resume.state", point)
    print(json.dumps([outcome.tried, outcome.broken]))


if __name__ == "__main__":
    main(*sys.argv[1:])
