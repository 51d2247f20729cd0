"""A study's folder: what was asked, Optuna's database, who controls it, and the wishes
to pause and to stop it. The trials themselves are runs."""

import json
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

from dashboard import atomic
from dashboard.errors import StudyError
from dashboard.jobs.clock import now
from dashboard.jobs.lock import held, locked
from dashboard.jobs.request import NAME
from dashboard.settings import Settings
from dashboard.studies import search
from dashboard.studies.request import StudyRequest

REQUEST, DATABASE = "request.json", "optuna.sqlite3"
ENDED = ("finished", "stopped", "failed")


@dataclass(frozen=True)
class Study:
    """One study: its folder and what was asked; everything else is read when asked."""

    name: str
    folder: Path
    request: StudyRequest

    @property
    def lock_file(self) -> Path:
        """Held by the controller as long as it lives."""
        return self.folder / "controller.lock"

    @property
    def database(self) -> Path:
        """Optuna's storage."""
        return self.folder / DATABASE

    @property
    def log_file(self) -> Path:
        """What controllers printed."""
        return self.folder / "log.txt"

    @property
    def pause_file(self) -> Path:
        """There while no new trial is wanted."""
        return self.folder / "pause"

    @property
    def stop_file(self) -> Path:
        """There when somebody wanted it to end."""
        return self.folder / "stop"

    def ended(self) -> dict | None:
        """How it ended: {"state", "message", "time"}, or None."""
        try:
            return json.loads((self.folder / "ended.json").read_bytes())
        except FileNotFoundError:
            return None

    def end(self, state: str, message: str) -> None:
        """Write how it ended, once and for all."""
        with locked(self.folder / "ended.lock"):
            if not self.ended():
                found = {"state": state, "message": message, "time": now()}
                atomic.write_json(self.folder / "ended.json", found)

    def state(self) -> str:
        """running, waiting (nobody controls it), pausing, paused, stopping, or one of
        ENDED."""
        if ended := self.ended():
            return ended["state"]
        controlled = held(self.lock_file)
        if self.stop_file.exists():
            return "stopping"
        if self.pause_file.exists():
            return "pausing" if controlled else "paused"
        return "running" if controlled else "waiting"

    def at_rest(self) -> bool:
        """Whether there is nothing to control."""
        if self.ended():
            return True
        return self.pause_file.exists() and not self.stop_file.exists()

    def pause(self) -> None:
        """Want no new trial; those that run go on.

        Raises:
            StudyError: it has ended.
        """
        self._unless_ended()
        self.pause_file.touch()

    def go_on(self) -> None:
        """Want trials again.

        Raises:
            StudyError: it has ended.
        """
        self._unless_ended()
        self.pause_file.unlink(missing_ok=True)

    def stop(self) -> None:
        """Want it to end: running trials are cancelled, what was found stays.

        Raises:
            StudyError: it has ended.
        """
        self._unless_ended()
        self.stop_file.touch()

    def _unless_ended(self) -> None:
        if ended := self.ended():
            raise StudyError(
                f"Expected study {self.name} to go on. Received: it is "
                f"{ended['state']}. Begin another one."
            )


def create(settings: Settings, request: StudyRequest) -> Study:
    """Make a study's folder, complete or not at all; a token seen before gives the
    study it gave before.

    Raises:
        StudyError: another study has the name.
    """
    folder = settings.studies / request.name
    settings.studies.mkdir(parents=True, exist_ok=True)
    with locked(settings.studies / "studies.lock"):
        if folder.exists():
            there = get_study(settings, request.name)
            if there.request.token == request.token:
                return there
            raise StudyError(
                f"Expected a name that no study has. Received: {request.name!r}, of "
                f"one that is {there.state()}. Choose another name."
            )
        for left_over in settings.studies.glob(".new-*"):  # its maker died half-way
            shutil.rmtree(left_over, ignore_errors=True)
        draft = settings.studies / f".new-{uuid.uuid4().hex}"
        draft.mkdir()
        request.write(draft / REQUEST)
        search.make(draft / DATABASE, request)
        atomic.sync_tree(draft)
        draft.rename(folder)
        atomic.sync_folder(settings.studies)
    return Study(request.name, folder, request)


def get_study(settings: Settings, name: str) -> Study:
    """The study with this name.

    Raises:
        StudyError: the name is malformed or unknown, or the folder is damaged.
    """
    # before any path is built: a name comes from an address bar
    known = isinstance(name, str) and NAME.fullmatch(name)
    folder = settings.studies / name if known else None
    if folder is None or folder.is_symlink() or not folder.is_dir():
        raise StudyError(
            f"Expected the name of a study. Received: {name!r}, which is none. Choose "
            "one from the list of studies."
        )
    return Study(name, folder, StudyRequest.read(folder / REQUEST))


def list_studies(settings: Settings) -> list[Study]:
    """All readable studies, the newest first."""
    found = []
    if settings.studies.is_dir():
        for folder in settings.studies.iterdir():
            try:
                found.append(get_study(settings, folder.name))
            except StudyError:
                continue  # a draft, a lock, or damage that `study show` names
    return sorted(found, key=_made, reverse=True)


def _made(study: Study) -> tuple[int, str]:
    return (study.folder / REQUEST).stat().st_mtime_ns, study.name
