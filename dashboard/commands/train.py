"""`train`: one run from its request to a published version, in this very process.

The dispatcher calls it with `--run ID`; a person calls it with a preset or settings and
sees a progress bar. Both leave the same run folder behind. How a run is trained is in
training.py.
"""

import getpass
import json
import sys
import uuid
from argparse import ArgumentParser, Namespace
from dataclasses import fields
from typing import Any

from dashboard.commands import training, trials
from dashboard.commands.terminal import TerminalWatcher
from dashboard.estimate import estimate, span
from dashboard.jobs import folder, queue, worker
from dashboard.jobs.request import Request
from dashboard.jobs.run import Run
from dashboard.preset_recipes import PRESETS
from dashboard.presets import defaults, preset
from dashboard.recipe import Recipe
from dashboard.serving import answers
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore

YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
SWITCH = dict.fromkeys(YES, True) | dict.fromkeys(NO, False)
CANCELLED = 130


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
        version = training.execute(settings, asked, watcher)
        if version is None:
            held.cancelled()
            print(f"run {asked.id}: {asked.stored().message}", file=sys.stderr)
            return CANCELLED
        if isinstance(version, training.Measured):
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
    """An option's text in the type of its field; `Recipe` refuses what is none."""
    return SWITCH.get(text.lower(), text) if kind is bool else text
