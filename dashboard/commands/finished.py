"""A run whose training is over becomes a version: from its folder alone, so that it can
be done in another process or after a failure."""

import subprocess
import sys
from typing import Any

from dashboard.commands import corrected, lesson_publishing, publishing
from dashboard.data import fashion_mnist
from dashboard.errors import RunError, StoreError
from dashboard.jobs import launch
from dashboard.jobs.run import Run
from dashboard.photo_lesson import PhotoLesson
from dashboard.recipes import recipe_of
from dashboard.settings import ROOT, Settings
from dashboard.store import effort
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

EXPORTER = "tensorflow"  # the Keras backend that writes the graph
# what an event of an epoch has beside the row of the history
NOT_IN_A_ROW = {"kind", "time", "seq", "best_epoch"}


def facts_of(run: Run) -> dict[str, Any]:
    """What the run reported when its training was over.

    Raises:
        RunError: it has not come so far.
    """
    facts = run.trained()
    if facts is None or not run.best_file.exists():
        raise RunError(
            f"Expected run {run.id} to have finished its training. Received: a run "
            "whose training is not over. Go on with it: `python -m dashboard train "
            f"--resume {run.id}`."
        )
    return facts


def publish(settings: Settings, run: Run, name: str) -> Version:
    """Build the network, load its best weights, publish it; Keras runs on EXPORTER.

    A process that died after its version had appeared could not say so: then that
    version is the run's, and no second one is made.

    Raises:
        RunError: the training is not over.
        StoreError: the weights or the exported graph are not in order.
    """
    facts = facts_of(run)
    store = ModelStore(settings.store)
    if version := _published_before(store, run, name):
        return version
    from dashboard.ml.restored import restored

    recipe = recipe_of(run.request.recipe)
    rows = [
        {key: value for key, value in row.items() if key not in NOT_IN_A_ROW}
        for row in run.history()
    ]
    told = {**facts, "run_id": run.id, "training_seconds": facts["seconds"]}
    if isinstance(recipe, PhotoLesson):
        return lesson_publishing.publish(settings, run, name, recipe, rows, told)
    told["training_seconds_before"] = effort.seconds_before(store, facts["parent"])
    trained = restored(recipe, run.best_file, rows, facts["best_epoch"])
    data = fashion_mnist.load(settings)
    lesson = None
    if recipe.corrections:
        lesson = corrected.lesson(settings, store, run, facts["parent"])
    return publishing.publish(store, name, recipe, data, trained, told, lesson)


def _published_before(store: ModelStore, run: Run, name: str) -> Version | None:
    own = (v for v in store.list() if v.manifest.get("run_id") == run.id)
    return next((version for version in own if version.name == name), None)


def publish_elsewhere(settings: Settings, run: Run) -> Version:
    """`publish` in a fresh process on EXPORTER; this one trained on another backend.

    Raises:
        StoreError: it was not published; the text says why.
    """
    command = [sys.executable, "-m", "dashboard", "publish", run.id, "--held"]
    environ = {**launch.environment(settings), "KERAS_BACKEND": EXPORTER}
    answer = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True
    )
    sys.stderr.write(answer.stderr)
    if answer.returncode:
        said = (answer.stderr.strip().splitlines() or ["nothing"])[-1]
        raise StoreError(
            f"Expected the trained network to be published. Received: {said} Mend "
            f"that, then run `python -m dashboard publish {run.id}`."
        )
    return ModelStore(settings.store).resolve(answer.stdout.split()[-1])
