"""One row of the History page: a training with the version it published, or a version
whose run is not here. How rows are found is in collect.py."""

import hashlib
import json
import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dashboard.backbones import BACKBONES
from dashboard.marks.mark import Mark

PUBLISHED = "published"  # the state of a version whose run is not here


@dataclass(frozen=True)
class Record:
    """A training, from wherever it is known.

    Attributes:
        key: the run id, or "name/number" of a version without a run.
        run: the run id, if its folder is here.
        version: "name/number" of what was published and is still in the store.
        state: a run's state, or PUBLISHED.
        started: ISO text in UTC, of a version when it was published; None while
            waiting.
        seconds: how long the training took.
        rows: one mapping for each finished epoch.
        study: of which it is a trial.
        kept: the epoch whose weights were kept, if the training said so.
        planned: epochs that were asked for, early stopping aside; None if unknown.
        test: accuracy on the 10,000 test images, of what was published.
    """

    key: str
    name: str
    run: str | None
    version: str | None
    state: str
    started: str | None
    seconds: float | None
    rows: tuple[dict[str, Any], ...]
    planned: int | None
    test: float | None
    recipe: dict[str, Any]
    start: str | None = None
    study: str | None = None
    kept: int | None = None
    mark: Mark = field(default_factory=Mark)

    @property
    def names(self) -> tuple[str, ...]:
        """What is marked when this row is marked: the run and its version."""
        return tuple(name for name in (self.run, self.version) if name)

    @property
    def trainable(self) -> bool:
        """Whether the Train page has a form for its recipe."""
        return self.recipe.get("backbone") in BACKBONES

    @property
    def image_size(self) -> Any:
        """Side of the square that the network sees, in pixels."""
        return self.recipe.get("image_size", self.recipe.get("side"))

    @cached_property
    def best(self) -> int | None:
        """Row of the epoch that was kept; else of the first with the best accuracy.

        They differ where an epoch may not be kept, as at a smaller image size.
        """
        for i, row in enumerate(self.rows):
            if row["epoch"] == self.kept:
                return i
        known = [i for i, row in enumerate(self.rows) if _finite(row)]
        values = {i: float(self.rows[i]["validation_accuracy"]) for i in known}
        return max(known, key=values.__getitem__, default=None)

    @property
    def validation(self) -> float | None:
        """The validation accuracy of that epoch."""
        if self.best is None or not _finite(self.rows[self.best]):
            return None
        return float(self.rows[self.best]["validation_accuracy"])

    @cached_property
    def group(self) -> str:
        """Equal for trainings that differ by nothing but their seed."""
        recipe = {key: value for key, value in self.recipe.items() if key != "seed"}
        same = json.dumps([self.name, self.start, recipe], sort_keys=True, default=str)
        return hashlib.sha256(same.encode()).hexdigest()

    @cached_property
    def text(self) -> str:
        """All words to search in, in small letters."""
        words = [self.key, self.name, self.version, self.state, self.mark.note]
        words += [*self.mark.tags, "starred" if self.mark.star else None]
        words += [f"study={self.study}"] if self.study else []
        words += [f"{key}={value}" for key, value in self.recipe.items()]
        return "\n".join(filter(None, words)).casefold()


def _finite(row: dict[str, Any]) -> bool:
    value = row.get("validation_accuracy")
    return value not in (None, "") and math.isfinite(float(value))
