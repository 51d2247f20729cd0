"""A run that teaches a version for photographs: from its request and the corrections to
a changed head. What is learned how is `dashboard.ml.photos.lesson`; publishing it is
lesson_publishing.py."""

import time

from dashboard.commands import corrected
from dashboard.corrections.entry import NONE_OF_THE_TEN
from dashboard.corrections.folder import Corrections
from dashboard.corrections.learning import Labels
from dashboard.data import fashion_mnist
from dashboard.data.photo_folder import Photo
from dashboard.errors import CorrectionError, RunError
from dashboard.jobs.run import Run
from dashboard.photo_lesson import BACKBONE, PhotoLesson
from dashboard.settings import Settings
from dashboard.store import memory
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore


def beginning(store: ModelStore, ref: str | None) -> Version:
    """The version to teach: the one named, else the one that answers photographs.

    Raises:
        RunError: there is none, or it does not see photographs.
    """
    version = store.resolve(ref) if ref else store.for_photographs()
    known = version.manifest["backbone"] if version else None
    if known != BACKBONE:
        what = (
            f"{version.ref}, {version.manifest['architecture']}" if version else "none"
        )
        raise RunError(
            f"Expected a version for photographs to teach. Received: {what}. Name "
            "another one, or train one: `python -m dashboard photos DIR`."
        )
    return version


def pictures(run: Run, kept: Corrections, labels: Labels) -> list[Photo]:
    """The kept pictures of corrections, with the labels that are right for them.

    Raises:
        CorrectionError: one of them was deleted or is damaged.
    """
    try:
        return [
            Photo(
                kept.picture(one), label, () if label == NONE_OF_THE_TEN else (label,)
            )
            for one, label in labels.items()
        ]
    except CorrectionError as error:
        raise corrected.incomplete(run, error) from error


def train(settings: Settings, run: Run, lesson: PhotoLesson, start: Version, watcher):
    """What was taught, as `training.train` gives it; Keras starts only here.

    Raises:
        CorrectionError: there is nothing to learn from, or some of it is gone.
    """
    begun = time.monotonic()
    start.verify()
    data = fashion_mnist.load(settings)
    plan = corrected.plan_of(settings, run, data, photographs=True)
    photos = pictures(run, Corrections(settings.corrections), plan.used)
    remembered = memory.read(start)
    from dashboard.ml import backend, checkpoint
    from dashboard.ml.photos import lesson_pictures
    from dashboard.ml.photos.lesson import teach
    from dashboard.ml.photos.restored import restored
    from dashboard.ml.train import Trained

    side, graph = start.manifest["image_size"], start.file("model.onnx")
    model = restored(side, start.file("weights.npz"))
    try:
        taught, kept, watched = lesson_pictures.material(
            lesson, graph, side, data, photos, watcher
        )
        if remembered:
            kept = kept.beside(lesson_pictures.Seen(*remembered.part(held_out=False)))
        history = teach(model, lesson, taught, kept, watched, watcher)
    except lesson_pictures.Stopped:
        return Trained(model, stopped=True), backend.described()
    checkpoint.save(model, run.best_file)
    seconds = time.monotonic() - begun
    early = len(history) < lesson.head_epochs
    trained = Trained(model, history, len(history), False, seconds, early)
    return trained, backend.described()
