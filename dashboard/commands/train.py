"""`train`: one run from its request to a published version, in this very process.

The dispatcher calls it with `--run ID`; a person calls it with a preset or settings and
sees a progress bar. Both leave the same run folder behind.
"""

import getpass
import json
import sys
import uuid
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, fields
from typing import Any

from dashboard.backbones import BACKBONES
from dashboard.commands import corrected, finished, trials
from dashboard.commands.terminal import TerminalWatcher
from dashboard.data import fashion_mnist
from dashboard.data.feature_cache import FeatureCache
from dashboard.errors import RunError
from dashboard.estimate import estimate, span
from dashboard.jobs import folder, queue, worker
from dashboard.jobs.request import Request
from dashboard.jobs.run import Run
from dashboard.presets import PRESETS, defaults, preset
from dashboard.recipe import Recipe
from dashboard.serving import answers
from dashboard.settings import Settings
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

CANCELLED = 130


@dataclass(frozen=True)
class Measured:
    """A training that was to leave no version: its best validation accuracy, 0 to 1."""

    accuracy: float


def arguments(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--run", metavar="ID", help="train a run that is queued")
    which.add_argument(
        "--resume",
        metavar="RUN",
        help="go on with a cancelled, failed or lost run from its last state",
    )
    parser.add_argument("--preset", choices=tuple(PRESETS), help="where to begin from")
    parser.add_argument("--name", help="name to publish under; default: the preset's")
    parser.add_argument("--start", metavar="NAME[/N]", help="continue from a version")
    parser.add_argument("--json", action="store_true", help="print the new entry last")
    for field in fields(Recipe):
        flag = "--" + field.name.replace("_", "-")
        parser.add_argument(flag, dest=field.name, metavar=field.type.__name__.upper())


def run(settings: Settings, args: Namespace) -> int:
    """Train, publish, and say what was published."""
    known = args.run or args.resume
    asked = folder.get_run(settings, known) if known else ask(settings, args)
    if args.run:
        return trials.in_turn(settings, asked, lambda run: one(settings, run, args))
    return one(settings, asked, args)


def one(settings: Settings, asked: Run, args: Namespace) -> int:
    """Train one run to its end."""
    loud = sys.stderr if args.json else sys.stdout
    with worker.hold(asked, again=bool(args.resume)) as held:
        # progress on the error stream leaves the output to the JSON object
        watcher = TerminalWatcher(held.watcher, loud)
        version = execute(settings, asked, watcher)
        if version is None:
            held.cancelled()
            print(f"run {asked.id}: {asked.stored().message}", file=sys.stderr)
            return CANCELLED
        if isinstance(version, Measured):
            held.measured(version.accuracy)
            asked.drop_weights()
            print(f"measured {asked.id}: {version.accuracy:.2%} on validation images")
            return 0
        held.succeed(version.ref)
        asked.drop_state()
    store = ModelStore(settings.store)
    if args.json:
        champion = store.resolve().ref == version.ref
        entry = answers.model_entry(store, version, champion)
        print(json.dumps(entry, ensure_ascii=False))
    else:
        accuracy = version.manifest["metrics"]["test_accuracy"]
        print(f"published {version.ref}: {accuracy:.2%} on the test set")
    return 0


def ask(settings: Settings, args: Namespace) -> Run:
    """Make the run that the options describe.

    Raises:
        RecipeError: a setting is wrong.
        RunError: the name is no name, or the queue is full.
    """
    recipe = wanted(args)
    print(f"Expect about {span(estimate(recipe))} on two cores.", file=sys.stderr)
    request = Request(
        recipe=recipe.to_dict(),
        name=args.name or args.preset or recipe.backbone,
        start=args.start,
        token=uuid.uuid4().hex,
        created_by=getpass.getuser(),
    )
    return queue.submit(settings, request)


def wanted(args: Namespace) -> Recipe:
    """The preset's recipe, or the backbone's defaults, with the given changes."""
    given = {
        field.name: value(field.type, getattr(args, field.name))
        for field in fields(Recipe)
        if getattr(args, field.name) is not None
    }
    if args.preset:
        base = preset(args.preset)
    else:
        base = defaults(given.get("backbone", Recipe.backbone))
    return Recipe.from_dict({**base.to_dict(), **given})


def value(kind: type, text: str) -> Any:
    """An option's text in the type of its field; `Recipe` checks the rest."""
    return text.lower() in ("1", "true", "yes", "on") if kind is bool else text


def execute(settings: Settings, asked: Run, watcher) -> Version | Measured | None:
    """Train and publish a run, or only measure it; None when it was asked to stop.

    Raises:
        LookbookError: with a sentence for the person who asked.
    """
    recipe = Recipe.from_dict(asked.request.recipe)
    store = ModelStore(settings.store)
    start = beginning(store, asked.request.start)
    data = fashion_mnist.load(settings)
    if recipe.corrections:
        data = corrected.learning_data(settings, asked, data)
    cache = FeatureCache(settings.features)
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


def train(recipe: Recipe, data, watcher, asked: Run, start, cache, every=60.0):
    """What was trained, and on which backend; Keras starts, in seconds, only here."""
    from dashboard.ml import memory

    memory.keep_freed_memory()
    from dashboard.ml import backend
    from dashboard.ml.train import train as fit

    weights = start.file("weights.npz") if start else None
    best, state = asked.best_file, asked.state_file
    trained = fit(recipe, data, watcher, best, weights, state, cache, every)
    return trained, backend.described()
