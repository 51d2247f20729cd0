"""Real trainings, small ones, killed, cancelled and crashed, and always gone on with:
in the end each has the weights of one that nobody disturbed."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from dashboard import crash_points
from dashboard.chaos.lab import Lab, until
from dashboard.chaos.outcome import BrokenError, Outcome, demand
from dashboard.jobs.run import Run
from dashboard.presets import preset
from dashboard.store.versions import ModelStore

NAME = "small"
# dropout and augmentation are on, as in the preset
SMALL = {"share": 0.02, "epochs": 3, "batch_size": 32}
ONE_THREAD = {"OMP_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1"}
CANCEL_SECONDS = 10.0
# of a training of this size, from its first batch to its last epoch
DISTURBED_SECONDS = 4.0
BEGIN_SECONDS = 300.0  # to load TensorFlow, also on a machine with much else to do
# what lies between the two of publishing is crashes.py's, which takes no training
POINTS = [
    "publish-renamed",
    *(n for n in crash_points.POINTS if n.startswith(("best-", "checkpoint-"))),
    "publish-filled",
]


@dataclass
class Trainings:
    """Trainings of one recipe, one process after the other."""

    lab: Lab

    def run(self) -> Run:
        """One more run of the recipe."""
        recipe = preset("cnn-baseline").with_(**SMALL).to_dict()
        return self.lab.submit(NAME, recipe=recipe)

    def begin(self, run: Run, **environ: str) -> subprocess.Popen:
        """Start its next attempt."""
        first = run.stored().state == "queued"
        words = ("train", "--run" if first else "--resume", run.id)
        return self.lab.start("dashboard", *words, **ONE_THREAD, **environ)

    def begun(self, run: Run) -> subprocess.Popen:
        """Start its next attempt and see it train, or end."""
        before = _phases(run)
        child = self.begin(run)
        with _ended_if_broken(child):
            until(
                lambda: _phases(run) > before or child.poll() is not None,
                "training",
                BEGIN_SECONDS,
            )
        time.sleep(self.lab.chance.random() * DISTURBED_SECONDS)
        return child

    def finish(self, run: Run) -> dict[str, np.ndarray]:
        """Train it to its end, undisturbed; returns the published weights."""
        from dashboard.ml import shared

        if not run.stored().final or run.stored().state != "succeeded":
            said, _ = self.begin(run).communicate()
            state = run.stored().state
            demand(state == "succeeded", f"{run.id} ended as {state}: {said[-300:]}")
        store = ModelStore(self.lab.settings.store)
        version = store.resolve(run.stored().version)
        version.verify()
        return shared.read(version.file("weights.npz"))


@contextmanager
def _ended_if_broken(child: subprocess.Popen) -> Iterator[None]:
    """Let no trainer outlive its trial, or the next one could not begin."""
    try:
        yield
    except BrokenError:
        child.kill()
        child.communicate()
        raise


def resume(lab: Lab) -> Iterator[Outcome]:
    """SIGKILL at any moment, in turns with each crash point of a training."""
    outcome = Outcome(
        "Real training killed at any moment or at a crash point of checkpoint or "
        "publish, and resumed: the weights of an undisturbed one, published once",
        "kills",
    )
    trainings = Trainings(lab)
    yield _disturbed(outcome, trainings, lambda run, n: _killed(trainings, run, n))


def cancel(lab: Lab) -> Iterator[Outcome]:
    """Cancel at any batch and go on."""
    outcome = Outcome(
        f"Real training cancelled at any batch: stopped within {CANCEL_SECONDS:g} s, "
        "its checkpoint loads, and in the end the weights of an undisturbed one",
        "cancels",
        limit=CANCEL_SECONDS,
    )
    trainings = Trainings(lab)
    yield _disturbed(
        outcome, trainings, lambda run, _: _cancelled(outcome, trainings, run)
    )


def _disturbed(
    outcome: Outcome, trainings: Trainings, disturb: Callable[[Run, int], bool]
) -> Outcome:
    runs = [trainings.run()]
    with outcome.afterwards():
        expected = trainings.finish(runs[0])
        runs.append(trainings.run())
        tries = 0
        while outcome.tried < trainings.lab.times and tries < 3 * trainings.lab.times:
            tries += 1
            with outcome.trial():
                if not disturb(runs[-1], outcome.tried - 1):  # it was over before
                    outcome.tried -= 1
            if runs[-1].stored().state == "succeeded":
                runs.append(trainings.run())
        differences = [_difference(trainings.finish(run), expected) for run in runs[1:]]
        outcome.note = (
            f"{len(differences)} runs; weights differ by at most {max(differences):g}"
        )
        demand(max(differences) == 0, outcome.note)
        published = len(ModelStore(trainings.lab.settings.store).list(strict=True))
        demand(published == len(runs), f"{published} versions of {len(runs)} runs")
    return outcome


def _killed(trainings: Trainings, run: Run, number: int) -> bool:
    if number % 2:
        point = POINTS[number // 2 % len(POINTS)]
        child = trainings.begin(run, **{crash_points.VARIABLE: point})
        child.communicate()
    else:
        child = trainings.begun(run)
        child.kill()
        child.communicate()
    if run.status().state == "succeeded":
        return False
    state = run.status().state
    demand(state == "lost", f"a killed run is {state}: {run.status().message}")
    return True


def _cancelled(outcome: Outcome, trainings: Trainings, run: Run) -> bool:
    child = trainings.begun(run)
    asked = time.monotonic()
    run.cancel()
    until(lambda: run.stored().final or child.poll() is not None, "the end")
    took = time.monotonic() - asked
    said, _ = child.communicate()
    state = run.status().state
    if state == "succeeded":
        return False
    demand(state == "cancelled", f"a cancelled run is {state}: {said[-300:]}")
    outcome.took(took, "stopped")
    return True


def _phases(run: Run) -> int:
    return sum(event["kind"] == "phase" for event in run.events())


def _difference(found: dict, expected: dict) -> float:
    demand(found.keys() == expected.keys(), "other weights than expected")
    return max(float(np.abs(found[n] - expected[n]).max()) for n in expected)
