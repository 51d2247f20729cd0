"""Who leads a study: asks Optuna for trials, puts them in the line of runs, follows
them, gives up hopeless ones and has Optuna told how they ended.

It holds nothing that is not in the database or a run folder. A trial in the database is
the intent; its token is made of the study's and its number, so that a trial handed in
twice, by this process, the next or one on another machine, is the same run.
"""

import logging
from datetime import datetime

from dashboard.errors import RecipeError, RunError
from dashboard.jobs import engine, folder, queue
from dashboard.jobs.request import Request
from dashboard.jobs.run import Run
from dashboard.settings import Settings
from dashboard.studies import ending, search, space
from dashboard.studies.folder import Study
from dashboard.studies.outcomes import Outcomes
from dashboard.studies.trials import PRUNED, RUN

PRIORITY = -1  # whoever waits in person goes first
MOST_ATTEMPTS = 3
log = logging.getLogger(__name__)


class Controller:
    """One round after another over the trials of a study."""

    def __init__(self, settings: Settings, study: Study, serve_line=engine.ensure):
        self.settings, self.study, self.serve_line = settings, study, serve_line
        self.optuna = search.opened(study.database, study.request)
        self.storage = search.storage(study.database)
        self.outcomes = Outcomes(self.optuna, self.storage)
        self.distributions = search.distributions(study.request.dimensions)

    def round_or_wait(self) -> bool:
        """A round; trouble with disk or database is logged and tried again."""
        from optuna.exceptions import StorageInternalError

        try:
            return self.round()
        except (OSError, RunError, StorageInternalError):
            log.exception("A round failed; trying again")
            return True

    def round(self) -> bool:
        """Do what is due; whether there is anything left to wait for."""
        for trial in self.open_trials():
            self._follow(trial)
        stopping = self.study.stop_file.exists()
        if not stopping and not self.study.pause_file.exists():
            self._begin_trials()
        waiting = self.open_trials()
        if not waiting:
            ending.end_if_over(self.study, self.optuna.get_trials(deepcopy=False))
        return bool(waiting) or not self.study.at_rest()

    def open_trials(self) -> list:
        """Optuna's trials that have been asked for and not been told about."""
        found = self.optuna.get_trials(deepcopy=False)
        return [trial for trial in found if not trial.state.is_finished()]

    def _begin_trials(self) -> None:
        """As many at once as there are places for runs."""
        while True:
            found = self.optuna.get_trials(deepcopy=False)
            if not ending.wants_more(self.study.request, found, datetime.now()):
                return
            waiting = [trial for trial in found if not trial.state.is_finished()]
            handed_in = all(RUN in trial.user_attrs for trial in waiting)
            places = max(1, engine.places(self.settings))
            if len(waiting) >= places or not handed_in:
                return
            self.optuna.sampler = search.sampler(self.study.request, len(found))
            asked = self.optuna.ask(self.distributions)
            self._hand_in(self.storage.get_trial(asked._trial_id))

    def _follow(self, trial) -> None:
        if set(trial.params) != set(self.distributions):
            self.outcomes.fail(
                trial, ""
            )  # its maker died while drawing; it was never anything
            return
        run = self._run_of(trial)
        if run is None:
            return
        status = run.status()  # before the events, so that none is missed at the end
        trial = self.outcomes.reported(trial, run)
        if status.final:
            self._tell(trial, run, status)
        elif self.study.stop_file.exists() or self.outcomes.is_hopeless(trial):
            run.cancel()
        elif status.state == "queued":
            self.serve_line(self.settings)

    def _run_of(self, trial) -> Run | None:
        run_id = trial.user_attrs.get(RUN)
        if run_id is None:
            if not self.study.stop_file.exists():
                return self._hand_in(trial)
            self.outcomes.fail(trial, "Stopped before it began.")
            return None
        try:
            return folder.get_run(self.settings, run_id)
        except RunError as error:  # its folder was deleted
            self.outcomes.fail(trial, str(error))
            return None

    def _hand_in(self, trial) -> Run | None:
        """Put a trial in the line, once; None if it is refused or there is no room."""
        asked = self.study.request
        try:
            recipe = space.recipe(asked.recipe, trial.params)
        except RecipeError as error:
            self.outcomes.fail(trial, str(error))
            return None
        request = Request(
            recipe=recipe.to_dict(),
            name=asked.publish_as,
            start=None,
            token=f"{asked.token} {trial.number}",
            created_by=asked.created_by,
            priority=PRIORITY,
            study=self.study.name,
            publish=False,
        )
        try:
            run = queue.submit(self.settings, request)
        except RunError as error:  # the line is full: the next round tries again
            log.info("%s", error)
            return None
        self.storage.set_trial_user_attr(trial._trial_id, RUN, run.id)
        self.serve_line(self.settings)
        return run

    def _tell(self, trial, run: Run, status) -> None:
        """Say how a trial ended; only validation images have a say in it."""
        if status.state == "succeeded":
            facts = run.trained() or {}
            self.outcomes.told(trial, value=facts.get("validation_accuracy"))
        elif status.state == "lost" and status.attempt < MOST_ATTEMPTS:
            queue.resume(self.settings, run)
        elif status.state == "cancelled" and PRUNED in trial.user_attrs:
            self.outcomes.told(trial, state="PRUNED")
        else:
            self.outcomes.fail(trial, status.message or status.state)
