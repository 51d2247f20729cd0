"""What Optuna is told of the trials of a study while their runs are trained and when
they end; it is kept in the study's database."""

from dashboard.jobs.run import Run
from dashboard.studies.trials import MESSAGE, PRUNED


class Outcomes:
    """Optuna's side of the trials of one study."""

    def __init__(self, optuna, storage):
        self.optuna, self.storage = optuna, storage

    def reported(self, trial, run: Run):
        """The trial with the validation accuracy of every finished epoch."""
        known = trial.intermediate_values
        for row in run.history():
            value, epoch = row.get("validation_accuracy"), row.get("epoch")
            if value is not None and epoch not in known:
                self.storage.set_trial_intermediate_value(trial._trial_id, epoch, value)
        return self.storage.get_trial(trial._trial_id)

    def is_hopeless(self, trial) -> bool:
        """Whether a trial is given up; that it is, is noted before it happens."""
        if PRUNED in trial.user_attrs:
            return True
        last = trial.last_step
        if last is None or not self.optuna.pruner.prune(self.optuna, trial):
            return False
        # the intent first: a cancelled run without it would be somebody else's doing
        self.storage.set_trial_user_attr(trial._trial_id, PRUNED, last)
        return True

    def fail(self, trial, message: str) -> None:
        """The trial ended without an accuracy; `message` says why."""
        if message:
            self.storage.set_trial_user_attr(trial._trial_id, MESSAGE, message)
        self.told(trial, state="FAIL")

    def told(self, trial, value: float | None = None, state: str | None = None):
        """End a trial with its accuracy or a state; once, whoever asks."""
        from optuna.trial import TrialState

        self.optuna.tell(
            trial.number,
            value,
            state=TrialState[state] if state else None,
            skip_if_finished=True,
        )
