"""A run trained in this very process: from its request and the data to a published
version, or to the accuracy that was asked for."""

from dataclasses import dataclass

from dashboard.backbones import BACKBONES
from dashboard.commands import corrected, finished, lessons, taught
from dashboard.data import fashion_mnist
from dashboard.data.feature_cache import FeatureCache
from dashboard.errors import RunError
from dashboard.jobs.run import Run
from dashboard.photo_lesson import PhotoLesson
from dashboard.recipe import Recipe
from dashboard.recipes import recipe_of
from dashboard.settings import Settings
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore


@dataclass(frozen=True)
class Measured:
    """A training that was to leave no version: its best validation accuracy, 0 to 1."""

    accuracy: float


def execute(settings: Settings, asked: Run, watcher) -> Version | Measured | None:
    """Train and publish a run, or only measure it; None when it was asked to stop.

    Raises:
        LookbookError: with a sentence for the person who asked.
    """
    recipe = recipe_of(asked.request.recipe)
    store = ModelStore(settings.store)
    if isinstance(recipe, PhotoLesson):
        start = lessons.beginning(store, asked.request.start)
        trained, backend = lessons.train(settings, asked, recipe, start, watcher)
    else:
        start = beginning(store, asked.request.start)
        data = fashion_mnist.load(settings)
        if recipe.corrections:
            data = corrected.learning_data(settings, asked, data)
        cache = FeatureCache(settings.features)
        if recipe.teacher:
            data = taught.learning_data(settings, recipe, data, watcher)
        every = settings.keep_seconds
        trained, backend = train(recipe, data, watcher, asked, start, cache, every)
    if trained.stopped or not trained.best_epoch:
        return None
    best = trained.history[trained.best_epoch - 1]
    watcher.report(
        "trained",
        seconds=trained.seconds,
        best_epoch=trained.best_epoch,
        early=trained.early,
        validation_accuracy=best["validation_accuracy"],
        parent=start.ref if start else None,
        **backend,
    )
    if not asked.request.publish:  # a trial of a study; test images stay unseen
        return Measured(best["validation_accuracy"])
    watcher.report("publish", name=asked.request.name)
    if backend["backend"] != finished.EXPORTER:
        return finished.publish_elsewhere(settings, asked)
    return finished.publish(settings, asked, asked.request.name)


def beginning(store: ModelStore, ref: str | None) -> Version | None:
    """The version to continue from.

    Raises:
        RunError: it has no weights of its own.
    """
    version = store.resolve(ref) if ref else None
    if version and version.manifest["backbone"] not in BACKBONES:
        raise RunError(
            "Expected a single network that sees 28x28 images to continue from. "
            f"Received: {version.ref}, {version.manifest['architecture']}. Name "
            "another one, or one of its members."
        )
    return version


def train(
    recipe: Recipe,
    data,
    watcher,
    asked: Run,
    start,
    cache,
    every: float = Settings.keep_seconds,
):
    """What was trained, and on which backend; Keras starts, in seconds, only here."""
    from dashboard.ml import kernels, memory

    memory.keep_freed_memory()
    kernels.choose(recipe.backbone)
    from dashboard.ml import backend
    from dashboard.ml.train import train as fit

    weights = start.file("weights.npz") if start else None
    best, state = asked.best_file, asked.state_file
    trained = fit(recipe, data, watcher, best, weights, state, cache, every)
    return trained, backend.described()
