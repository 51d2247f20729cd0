"""A study as page, list and command line show it: one look at folder and database."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from dashboard.studies import trials as rows
from dashboard.studies.folder import Study
from dashboard.studies.trials import Trial


@dataclass(frozen=True)
class Summary:
    """Where a study stands.

    Attributes:
        message: how it ended, or "".
        seconds: for how long at least one trial was in hand.
        importance: by setting, summing to 1; empty when not asked for or not known.
    """

    study: Study
    state: str
    message: str
    trials: list[Trial]
    best: Trial | None
    seconds: float
    importance: dict[str, float] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """How many trials have ended, whichever way."""
        return sum(trial.state != "running" for trial in self.trials)

    def count(self, state: str) -> int:
        """How many trials are in a state."""
        return sum(trial.state == state for trial in self.trials)

    def to_json(self, whole: bool = False) -> dict[str, Any]:
        """As JSON values.

        Args:
            whole: with what was asked, all trials and the importance.
        """
        found = {
            "name": self.study.name,
            "state": self.state,
            "message": self.message,
            "trials_done": self.done,
            "best": _trial(self.best) if self.best else None,
            "seconds": round(self.seconds, 1),
        }
        if whole:
            asked = asdict(self.study.request)
            found["request"] = {k: v for k, v in asked.items() if k != "token"}
            found["trials"] = [_trial(trial) for trial in self.trials]
            found["importance"] = self.importance
        return found


def summary(study: Study, importance: bool = False) -> Summary:
    """Where a study stands now.

    Args:
        importance: say which settings mattered, which takes longer than all the rest.
    """
    state, ended = study.state(), study.ended()
    found = rows.trials(study)
    return Summary(
        study,
        state,
        ended["message"] if ended else "",
        found,
        rows.best(found),
        rows.seconds_spent(found, datetime.now()),
        rows.importance(study) if importance else {},
    )


def _trial(trial: Trial) -> dict[str, Any]:
    values = asdict(trial)
    for name in ("began", "ended"):
        moment = values[name]
        values[name] = moment.isoformat(timespec="seconds") if moment else None
    return values
