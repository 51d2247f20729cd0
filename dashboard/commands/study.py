"""`study`: hyperparameter studies from the command line; the same that the Studies page
does. What a study is, is `dashboard.studies`."""

import getpass
import json
import uuid
from argparse import ArgumentParser, Namespace

from rich.console import Console

from dashboard.backbones import BACKBONES
from dashboard.commands import study_text
from dashboard.jobs import engine
from dashboard.preset_recipes import PRESETS
from dashboard.presets import defaults, preset
from dashboard.recipe import Recipe
from dashboard.settings import Settings
from dashboard.studies import actions, folder, process, reading
from dashboard.studies.request import PRUNERS, SAMPLERS, StudyRequest
from dashboard.studies.summary import summary

VERBS = {
    "run": "lead a study until it has ended; done for you by page and `create`",
    "show": "its trials, the best one and what mattered",
    "pause": "begin no more trials; those that run go on",
    "resume": "go on with a paused study",
    "stop": "end it: running trials are cancelled, what was found stays",
    "train-best": "train the best recipe in full and publish it",
}


def arguments(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    create = verbs.add_parser("create", help="begin a study")
    _describe(create)
    verbs.add_parser("list", help="all studies").add_argument(
        "--json", action="store_true"
    )
    for verb, words in VERBS.items():
        named = verbs.add_parser(verb, help=words, description=words)
        named.add_argument("name", metavar="NAME")
        if verb == "show":
            named.add_argument("--json", action="store_true", help="one JSON object")


def _describe(create: ArgumentParser) -> None:
    create.add_argument("name", metavar="NAME")
    base = create.add_mutually_exclusive_group(required=True)
    base.add_argument("--preset", choices=tuple(PRESETS), help="where to begin from")
    base.add_argument("--backbone", choices=tuple(BACKBONES))
    create.add_argument(
        "--set",
        action="append",
        default=[],
        dest="settings",
        metavar="SETTING=WHAT",
        help="one value (epochs=6), a range (dropout=0..0.5, 'learning_rate=1e-4..1e-2 "
        "log') or a list (batch_size=128,256); without any range or list, sane ones",
    )
    create.add_argument("--trials", type=int, metavar="N", help="budget; default 20")
    create.add_argument("--minutes", type=float, metavar="M", help="budget")
    create.add_argument("--sampler", choices=tuple(SAMPLERS), default="tpe")
    create.add_argument("--pruner", choices=tuple(PRUNERS), default="median")
    create.add_argument("--seed", type=int, default=1)
    create.add_argument(
        "--publish-as", metavar="NAME", help="default: the study's name"
    )
    create.add_argument(
        "--final",
        action="append",
        default=[],
        metavar="SETTING=VALUE",
        help="what the best recipe gets when it is trained in full (share=1)",
    )


def run(settings: Settings, args: Namespace) -> int:
    """Do what the verb says."""
    if args.verb == "create":
        study = actions.begin(settings, request(args))
        print(f"study {study.name} began; `study show {study.name}` tells how it goes")
        return 0
    if args.verb == "list":
        return _list(settings, args.json)
    study = folder.get_study(settings, args.name)
    if args.verb == "run":
        engine.ensure(settings)
        led = process.main(settings, study)
        print(f"study {study.name}: {'led' if led else 'nothing to lead'}")
    elif args.verb == "show":
        _show(settings, study, args.json)
    elif args.verb == "train-best":
        made = actions.train_best(settings, study, getpass.getuser())
        engine.ensure(settings)
        print(f"run {made.id} is in the line; it publishes {made.request.name}")
    else:
        actions.ACTIONS[args.verb](settings, study)
        print(f"study {study.name}: {study.state()}")
    return 0


def request(args: Namespace) -> StudyRequest:
    """The study that the options describe.

    Raises:
        StudyError: it asks for what cannot be tried.
        RecipeError: its base recipe cannot be trained.
    """
    base = preset(args.preset) if args.preset else defaults(args.backbone)
    recipe, space = reading.read(base, reading.pairs(args.settings))
    budget = args.trials or (None if args.minutes else 20)
    return StudyRequest(
        name=args.name,
        base=recipe,
        space=space or reading.first_space(Recipe.from_dict(recipe)),
        trials=budget,
        minutes=args.minutes,
        sampler=args.sampler,
        pruner=args.pruner,
        seed=args.seed,
        publish_as=args.publish_as or args.name,
        token=uuid.uuid4().hex,
        created_by=getpass.getuser(),
        final=reading.final(reading.pairs(args.final)),
    )


def _list(settings: Settings, as_json: bool) -> int:
    studies = folder.list_studies(settings)
    for study in studies:
        actions.ensure(settings, study)
    found = [summary(study) for study in studies]
    if as_json:
        print(json.dumps({"studies": [one.to_json() for one in found]}))
    else:
        Console().print(study_text.table(found))
    return 0


def _show(settings: Settings, study, as_json: bool) -> None:
    actions.ensure(settings, study)
    found = summary(study, importance=True)
    if as_json:
        print(json.dumps(found.to_json(whole=True)))
    else:
        console = Console()
        console.print(study_text.words(found))
        console.print(study_text.trials_table(found))
