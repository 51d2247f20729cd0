"""What somebody asks of a study, checked before anything is tried; it never changes."""

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from dashboard import atomic
from dashboard.errors import LookbookError, StudyError
from dashboard.jobs.request import NAME
from dashboard.recipe import Recipe
from dashboard.studies import space as spaces
from dashboard.studies.dimension import from_json

SAMPLERS = {
    "tpe": "TPE: learns as it goes",
    "random": "random",
    "grid": "grid: all combinations",
}
PRUNERS = {
    "none": "none",
    "median": "below the median",
    "hyperband": "Hyperband",
}
MOST_TRIALS, MOST_MINUTES = 1000, 7 * 24 * 60


@dataclass(frozen=True)
class StudyRequest:
    """One wish to search.

    Attributes:
        base: the recipe that every trial begins from, JSON values.
        space: what varies, by setting; see dimension.to_json.
        trials, minutes: the budget; one of them may be None.
        final: what the best recipe gets when it is trained in full, JSON values.
        publish_as: name of the model that the best one becomes.
        token: made by the asker once per intent; the same token is the same study.
    """

    name: str
    base: dict[str, Any]
    space: dict[str, dict[str, Any]]
    trials: int | None
    minutes: float | None
    sampler: str
    pruner: str
    seed: int
    publish_as: str
    token: str
    created_by: str
    final: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self):
        for what in ("name", "publish_as"):
            text = getattr(self, what)
            if not isinstance(text, str) or not NAME.fullmatch(text):
                allowed = "1 to 64 of a-z, 0-9, - and _, beginning with one of a-z, 0-9"
                raise _error(f"{what} to be {allowed}", what, text)
        for what, known in (("sampler", SAMPLERS), ("pruner", PRUNERS)):
            if getattr(self, what) not in known:
                raise _error(f"one of {', '.join(known)}", what, getattr(self, what))
        _check_budget(self.trials, self.minutes)
        if type(self.seed) is not int or not 0 <= self.seed < 2**31:
            raise _error("a seed from 0 to 2147483647", "seed", self.seed)
        for what in ("token", "created_by"):
            text = getattr(self, what)
            if not isinstance(text, str) or not 0 < len(text) <= 150:
                raise _error("1 to 150 characters", what, text)
        spaces.check(self.recipe, self.dimensions)
        self.in_full({})
        if self.sampler == "grid":
            spaces.size(self.dimensions)

    @property
    def recipe(self) -> Recipe:
        """The recipe that every trial begins from."""
        return Recipe.from_dict(self.base)

    @property
    def dimensions(self) -> dict[str, spaces.Dimension]:
        """What varies, by setting."""
        return {name: from_json(name, value) for name, value in self.space.items()}

    @property
    def most_trials(self) -> int | None:
        """How many trials there will be at most; None when only time is limited."""
        if self.sampler != "grid":
            return self.trials
        return min(self.trials or MOST_TRIALS, spaces.size(self.dimensions))

    def in_full(self, params: dict[str, Any]) -> Recipe:
        """The recipe at a point of the space, as it is trained to be published."""
        return spaces.recipe(self.recipe, {**params, **self.final})

    def write(self, path: Path) -> None:
        """Store the request."""
        atomic.write_json(path, asdict(self))

    @classmethod
    def read(cls, path: Path) -> "StudyRequest":
        """Load a stored request.

        Raises:
            StudyError: the file is missing or is no request of a study.
        """
        try:
            values = json.loads(path.read_bytes())
            return cls(**{f.name: values[f.name] for f in fields(cls)})
        except (OSError, ValueError, KeyError, TypeError, LookbookError) as error:
            raise StudyError(
                f"Expected the request of a study in {path}. Received: {error!r}. "
                "Delete the study's folder if it was not made by Lookbook."
            ) from error


def _check_budget(trials: Any, minutes: Any) -> None:
    if trials is None and minutes is None:
        raise _error("a budget in trials or minutes", "trials", None)
    if trials is not None and (
        type(trials) is not int or not 0 < trials <= MOST_TRIALS
    ):
        raise _error(f"1 to {MOST_TRIALS} trials", "trials", trials)
    number = isinstance(minutes, int | float) and not isinstance(minutes, bool)
    if minutes is not None and not (number and 0 < minutes <= MOST_MINUTES):
        raise _error(
            f"more than 0 and up to {MOST_MINUTES} minutes", "minutes", minutes
        )


def _error(expected: str, what: str, value: Any) -> StudyError:
    return StudyError(
        f"Expected {expected}. Received: {what}={value!r}. Correct it and send it "
        "again."
    )
