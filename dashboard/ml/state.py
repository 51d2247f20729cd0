"""A training's state on disk, so that it can go on in another process as if it had
never ended. When it is written is in keeper.py; whether a run may go on is decided in
dashboard.jobs.

A file is the SHA-256 of what follows, then an `.npz`: one file, because two could be of
different moments after a crash. The one before is kept beside it.
"""

import hashlib
import io
import json
import logging
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from dashboard import atomic
from dashboard.crash_points import reach
from dashboard.errors import StoreError
from dashboard.ml.partial import Partial
from dashboard.ml.snapshot import Arrays, Snapshot
from dashboard.recipe import Recipe

DIGITS = 64  # of the hash
OF_SNAPSHOT = ("weights", "optimizer", "seeds")
OF_PARTIAL = ("metrics", "generators")
GROUPS = (*OF_SNAPSHOT, *OF_PARTIAL, "average")
log = logging.getLogger(__name__)


@dataclass
class Progress:
    """How far a training has come; its phase and position follow from the rows.

    Attributes:
        history: one row per finished epoch, both phases.
        waited: epochs without a better one, for early stopping.
        seconds: time spent on them, over all attempts.
    """

    history: list[dict] = field(default_factory=list)
    best_epoch: int = 0
    best_accuracy: float = -1.0
    waited: int = 0
    seconds: float = 0.0

    @property
    def phase(self) -> str:
        """The phase of the last epoch, "" before the first."""
        return self.history[-1]["phase"] if self.history else ""


@dataclass(frozen=True)
class State:
    """A training between two batches.

    Attributes:
        average, updates: of the moving average of the weights; empty without one.
        partial: of the epoch that is not over; None between two epochs.
    """

    recipe: Recipe
    progress: Progress
    snapshot: Snapshot
    average: Arrays
    updates: int
    partial: Partial | None = None

    @property
    def position(self) -> tuple[int, int]:
        """Finished epochs, and batches of the next one."""
        batch = self.partial.batch if self.partial else 0
        return len(self.progress.history), batch


def before(path: Path) -> Path:
    """Where the state of the epoch before is kept."""
    return path.with_name(path.name + ".before")


def write(path: Path, state: State) -> None:
    """Replace the stored state; the old one becomes the one before.

    Raises:
        StoreError: the disk gives back other bytes than it was given; the states that
            were there stay.
    """
    facts = {
        "recipe": state.recipe.to_dict(),
        "progress": asdict(state.progress),
        "phase": state.snapshot.phase,
        "updates": state.updates,
    }
    if state.partial:
        facts |= {"batch": state.partial.batch, "seconds": state.partial.seconds}
    arrays = {"facts": np.frombuffer(json.dumps(facts).encode(), np.uint8)}
    for group in GROUPS:
        for name, array in _group(state, group).items():
            arrays[f"{group}/{name}"] = array
    file = io.BytesIO()
    np.savez(file, **arrays)
    content = file.getbuffer()
    digest = hashlib.sha256(content).hexdigest().encode()
    fresh = path.with_name(path.name + ".new")
    atomic.write_with(
        fresh, lambda file: (file.write(digest), file.write(content)), "checkpoint"
    )
    _verify(fresh)
    if path.exists():
        os.replace(path, before(path))
        reach("checkpoint-moved")
    os.replace(fresh, path)
    reach("checkpoint-placed")
    atomic.sync_folder(path.parent)


def _group(state: State, group: str) -> Arrays:
    if group == "average":
        return state.average
    if group in OF_SNAPSHOT:
        return getattr(state.snapshot, group)
    return getattr(state.partial, group) if state.partial else {}


def _verify(path: Path) -> None:
    with open(path, "rb") as file:
        digest = file.read(DIGITS).decode(errors="replace")
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != digest:
        raise StoreError(
            f"Expected {path} to hold what was written. Received: other bytes. Check "
            "the disk and its free space, then go on with the run."
        )


def read(path: Path, recipe: Recipe) -> State | None:
    """The last whole state, or None when there is none yet.

    Raises:
        StoreError: all that is there is damaged, or belongs to another recipe.
    """
    there = [place for place in (path, before(path)) if place.exists()]
    for place in there:
        try:
            state = _parsed(place.read_bytes())
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.warning("The state in %s cannot be used: %s", place, error)
            continue
        if state.recipe != recipe:
            raise StoreError(
                f"Expected {place} to belong to this run's recipe. Received: another "
                "recipe. Start a new run."
            )
        return state
    if there:
        raise StoreError(
            f"Expected {path} to hold the state of a training. Received: damage. "
            "Start a new run."
        )
    return None


def _parsed(content: bytes) -> State:
    body = content[DIGITS:]
    if hashlib.sha256(body).hexdigest().encode() != content[:DIGITS]:
        raise ValueError("its SHA-256 is another one")
    with np.load(io.BytesIO(body), allow_pickle=False) as archive:
        arrays = dict(archive)
    facts = json.loads(arrays.pop("facts").tobytes())
    groups: dict[str, Arrays] = {group: {} for group in GROUPS}
    for name, array in arrays.items():
        group, _, rest = name.partition("/")
        groups[group][rest] = array
    partial = None
    if "batch" in facts:
        rest = {group: groups[group] for group in OF_PARTIAL}
        partial = Partial(facts["batch"], facts["seconds"], **rest)
    return State(
        Recipe.from_dict(facts["recipe"]),
        Progress(**facts["progress"]),
        Snapshot(facts["phase"], **{group: groups[group] for group in OF_SNAPSHOT}),
        groups["average"],
        facts["updates"],
        partial,
    )
