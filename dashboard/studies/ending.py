"""When a study is over: its budget is spent, it was stopped, or nothing works."""

from collections.abc import Sequence
from datetime import datetime

from dashboard.studies.folder import Study
from dashboard.studies.request import StudyRequest
from dashboard.studies.trials import Trial, best, counts, plain, seconds_spent

FAILED_IN_A_ROW = 3


def wants_more(request: StudyRequest, found: Sequence, now: datetime) -> bool:
    """Whether another trial is due.

    Args:
        found: Optuna's trials.
        now: local time, as Optuna writes it.
    """
    rows = _rows(found)
    if _hopeless(rows):
        return False
    if request.most_trials is not None and len(rows) >= request.most_trials:
        return False
    spent = seconds_spent(rows, now)
    return request.minutes is None or spent < 60 * request.minutes


def end_if_over(study: Study, found: Sequence) -> None:
    """Write the end of a study without open trials, if this is the end."""
    rows = _rows(found)
    if study.stop_file.exists():
        study.end("stopped", f"Stopped after {_count(rows)}.{_best(rows)}")
    elif _hopeless(rows):
        study.end(
            "failed",
            f"{FAILED_IN_A_ROW} trials in a row failed. The last one said: "
            f"{rows[-1].message}",
        )
    elif not wants_more(study.request, found, datetime.now()):
        study.end("finished", f"Finished after {_count(rows)}.{_best(rows)}")


def _rows(found: Sequence) -> list[Trial]:
    return [plain(trial) for trial in found if counts(trial)]


def _hopeless(rows: Sequence[Trial]) -> bool:
    last = rows[-FAILED_IN_A_ROW:]
    failed = [trial for trial in last if trial.state == "failed"]
    return len(failed) == FAILED_IN_A_ROW


def _count(rows: Sequence[Trial]) -> str:
    return "1 trial" if len(rows) == 1 else f"{len(rows)} trials"


def _best(rows: Sequence[Trial]) -> str:
    found = best(rows)
    if found is None:
        return " None of them came to its end."
    return f" The best: trial {found.number} with {found.value:.2%}."
