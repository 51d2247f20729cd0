"""What people do with a study: begin it, see to it that somebody leads it, train its
best in full."""

import sys

from dashboard.errors import StudyError
from dashboard.jobs import launch, queue
from dashboard.jobs.lock import held
from dashboard.jobs.owner import check_owner
from dashboard.jobs.request import Request
from dashboard.jobs.run import Run
from dashboard.settings import Settings
from dashboard.studies import folder
from dashboard.studies.folder import Study
from dashboard.studies.request import StudyRequest
from dashboard.studies.trials import best, trials


def begin(settings: Settings, request: StudyRequest) -> Study:
    """Make a study and have it led.

    Raises:
        StudyError: another study has the name.
    """
    study = folder.create(settings, request)
    ensure(settings, study)
    return study


def ensure(settings: Settings, study: Study) -> bool:
    """Start a controller unless one leads the study; two starts are harmless.

    Returns:
        Whether one was started.
    """
    if study.at_rest() or held(study.lock_file):
        return False
    launch.detach(settings, run_command(study.name), study.log_file)
    return True


def resume(settings: Settings, study: Study) -> None:
    """Go on with a paused study.

    Raises:
        StudyError: it has ended.
    """
    study.go_on()
    ensure(settings, study)


def stop(settings: Settings, study: Study) -> None:
    """End a study; whoever leads it then cancels what runs.

    Raises:
        StudyError: it has ended.
    """
    study.stop()
    ensure(settings, study)


def pause(settings: Settings, study: Study) -> None:
    """Begin no more trials of a study.

    Raises:
        StudyError: it has ended.
    """
    study.pause()


def check_own(study: Study, user: str | None) -> None:
    """Refuse to change a study that another person asked for.

    Args:
        user: who wants it; None: somebody who may change any study.

    Raises:
        StudyError: it is another user's.
    """
    check_owner("study", study.name, study.request.created_by, user, StudyError)


ACTIONS = {"pause": pause, "resume": resume, "stop": stop}


def run_command(name: str) -> list[str]:
    """The command that leads a study."""
    return [sys.executable, "-m", "dashboard", "study", "run", name]


def train_best(settings: Settings, study: Study, created_by: str) -> Run:
    """Put the best recipe in the line, to be trained in full and published.

    Asking again gives the same run while the same trial is the best.

    Raises:
        StudyError: no trial came to its end.
        RunError: the line is full.
    """
    found = best(trials(study))
    if found is None:
        raise StudyError(
            f"Expected a trial of study {study.name} that came to its end. Received: "
            "none. Wait for one."
        )
    asked = study.request
    request = Request(
        recipe=asked.in_full(found.params).to_dict(),
        name=asked.publish_as,
        start=None,
        token=f"{asked.token} best {found.number}",
        created_by=created_by,
        study=study.name,
    )
    return queue.submit(settings, request)
