"""A study's trials as plain rows, read from Optuna's database, and what follows from
them: the best one, the time spent, how much each setting mattered."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dashboard.studies import search
from dashboard.studies.folder import Study

# user attributes of a trial in the database
RUN, MESSAGE, PRUNED = "run", "message", "pruned_at"
FEWEST_FOR_IMPORTANCE = 4


@dataclass(frozen=True)
class Trial:
    """One trial.

    Attributes:
        number: from 0, as in Optuna's own tools.
        state: running, complete, pruned or failed.
        value: the best validation accuracy, 0 to 1; of a pruned one, its last.
        run: the id of the run that trained it.
        curve: validation accuracy by epoch.
        seconds: from its first moment to its last, or None while it goes on.
    """

    number: int
    state: str
    value: float | None
    params: dict[str, Any]
    run: str | None = None
    message: str = ""
    curve: dict[int, float] = field(default_factory=dict)
    began: datetime | None = None
    ended: datetime | None = None

    @property
    def seconds(self) -> float | None:
        """How long it took, the wait for its turn included."""
        if not self.began or not self.ended:
            return None
        return (self.ended - self.began).total_seconds()


def trials(study: Study) -> list[Trial]:
    """All trials, in order; one that was broken off before it was anything is left
    out."""
    found = search.watched(study.database, study.name).get_trials(deepcopy=False)
    return [plain(trial) for trial in found if counts(trial)]


def counts(trial) -> bool:
    """Whether an Optuna trial is one of the budget's: it ran, runs or was refused."""
    return not trial.state.is_finished() or RUN in trial.user_attrs or _told(trial)


def best(found: Sequence[Trial]) -> Trial | None:
    """The complete trial with the highest validation accuracy, the first of equals."""
    whole = [trial for trial in found if trial.state == "complete"]
    return max(whole, key=lambda trial: trial.value, default=None)


def seconds_spent(found: Sequence[Trial], now: datetime) -> float:
    """For how long at least one trial was in hand; pauses do not count."""
    spans = sorted((t.began, t.ended or now) for t in found if t.began)
    total, until = 0.0, None
    for began, ended in spans:
        start = began if until is None else max(began, until)
        if ended > start:
            total += (ended - start).total_seconds()
            until = ended
    return total


def importance(study: Study) -> dict[str, float]:
    """How much each setting decided, summing to 1; empty while too little is known.

    PED-ANOVA (Watanabe, Bansal and Hutter 2023, arXiv 2304.10255) asks where the best
    trials lie, not how a forest of trees would fit all of them, so that it needs no
    scikit-learn.
    """
    from optuna.exceptions import ExperimentalWarning
    from optuna.importance import PedAnovaImportanceEvaluator, get_param_importances

    found = [trial for trial in trials(study) if trial.state == "complete"]
    differ = len({trial.value for trial in found}) > 1
    if len(found) < FEWEST_FOR_IMPORTANCE or not differ:
        return {}
    asked = search.watched(study.database, study.name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExperimentalWarning)  # not for a terminal
        evaluator = PedAnovaImportanceEvaluator()
    return get_param_importances(asked, evaluator=evaluator)


def _told(trial) -> bool:
    return MESSAGE in trial.user_attrs


def plain(trial) -> Trial:
    """An Optuna trial as a row."""
    state = {"COMPLETE": "complete", "PRUNED": "pruned", "FAIL": "failed"}
    return Trial(
        number=trial.number,
        state=state.get(trial.state.name, "running"),
        value=trial.values[0] if trial.values else None,
        params=dict(trial.params),
        run=trial.user_attrs.get(RUN),
        message=trial.user_attrs.get(MESSAGE, ""),
        curve=dict(sorted(trial.intermediate_values.items())),
        began=trial.datetime_start,
        ended=trial.datetime_complete,
    )
