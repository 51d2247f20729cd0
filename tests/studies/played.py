"""Studies whose trainer is the test itself: it takes the next run from the line and
says what it measured."""

from dashboard.jobs import queue
from dashboard.jobs.worker import hold
from dashboard.studies.folder import create
from dashboard.studies.request import StudyRequest

BASE = {"backbone": "cnn", "weights": "none", "image_size": 28, "epochs": 3}
SPACE = {"dropout": {"low": 0.0, "high": 0.5, "log": False}}


def study_request(**changes) -> StudyRequest:
    values = {
        "name": "heads",
        "base": BASE,
        "space": SPACE,
        "trials": 3,
        "minutes": None,
        "sampler": "random",
        "pruner": "none",
        "seed": 1,
        "publish_as": "shoes",
        "token": "one click",
        "created_by": "test",
        **changes,
    }
    return StudyRequest(**values)


def study_of(settings, **changes):
    return create(settings, study_request(**changes))


def train(settings, accuracies=None):
    """Train the next run of the line; one accuracy per epoch, by default what the
    dropout makes of it."""
    run = queue.claim_next(settings)
    dropout = run.request.recipe["dropout"]
    with hold(run) as held:
        for epoch, value in enumerate(accuracies or [0.9 - dropout], 1):
            held.watcher.report("epoch", epoch=epoch, validation_accuracy=value)
        best = max(accuracies or [0.9 - dropout])
        held.watcher.report("trained", validation_accuracy=best, best_epoch=1)
        held.measured(best)
    return run


class Line:
    """Notes that somebody asked for the line to be served."""

    def __init__(self):
        self.asked = 0

    def __call__(self, settings):
        self.asked += 1
