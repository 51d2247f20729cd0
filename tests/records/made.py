"""Run folders as trainings leave them, without a training."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dashboard.jobs.request import Request
from dashboard.jobs.status import Status

RECIPE = {
    "backbone": "cnn",
    "image_size": 28,
    "head_epochs": 0,
    "epochs": 3,
    "batch_size": 64,
    "learning_rate": 0.001,
    "seed": 1,
}
BEGAN = datetime(2026, 11, 1, 12, tzinfo=UTC)
STEPS = 100  # of an epoch
EPOCH_SECONDS = 60


def run(
    runs: Path,
    number: int = 0,
    *,
    name: str = "shoes",
    state: str = "succeeded",
    accuracies: tuple[float, ...] = (0.7, 0.9, 0.8),
    version: str | None = None,
    **recipe,
) -> str:
    """Make the folder of run number 0 to 9999; returns its id.

    Args:
        accuracies: on the validation images, one for each finished epoch.
        recipe: settings other than RECIPE.
    """
    began = BEGAN + timedelta(minutes=number)
    run_id = f"{began:%Y%m%d-%H%M%S}-cnn-{number:04x}"
    folder = runs / run_id
    folder.mkdir(parents=True)
    request = Request(RECIPE | recipe, name, None, f"token {number}", "a test")
    # not by write(): a test may make hundreds, and none needs to outlive a power cut
    (folder / "request.json").write_text(json.dumps(asdict(request)))
    lines = [*log(began, accuracies)]
    if state != "queued":
        end = began + timedelta(seconds=EPOCH_SECONDS * len(accuracies))
        lines.append(event("state", end, state=state))
    write(folder, lines[:1] if state == "queued" else lines)
    status = Status(state, began.isoformat(), version=version)
    (folder / "status.json").write_text(json.dumps(asdict(status)))
    return run_id


def log(began, accuracies):
    """The events of a training from its place in the queue on."""
    yield event("state", began, state="queued")
    yield event("state", began, state="running", attempt=1)
    for number, accuracy in enumerate(accuracies, 1):
        for step in (STEPS // 2, STEPS):
            share = number - 1 + step / STEPS
            moment = began + timedelta(seconds=share * EPOCH_SECONDS)
            yield event("step", moment, epoch=number, step=step, steps=STEPS, loss=1.0)
        yield event(
            "epoch",
            moment,
            epoch=number,
            phase="fine",
            loss=1.1 - accuracy,
            accuracy=accuracy - 0.1,
            validation_loss=1 - accuracy,
            validation_accuracy=accuracy,
            learning_rate=0.001 / number,
            seconds=float(EPOCH_SECONDS),
        )


def event(kind, moment, **values):
    return {"kind": kind, "time": moment.isoformat(), **values}


def write(folder: Path, events) -> None:
    """Replace the log of a run."""
    text = "".join(json.dumps(event) + "\n" for event in events)
    (folder / "events.jsonl").write_text(text, encoding="utf-8")
