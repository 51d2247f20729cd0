"""`ablate`: one recipe, and the same with one setting changed at a time; what each
setting is worth on validation images."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import fields
from pathlib import Path
from typing import Any

from dashboard.commands import ablate_text, marked, taught, train
from dashboard.commands.repeat import seeds
from dashboard.commands.repeated import Quiet, Repeats
from dashboard.commands.terminal import TerminalWatcher
from dashboard.data import fashion_mnist
from dashboard.data.fashion_mnist import Dataset
from dashboard.estimate import estimate, span
from dashboard.preset_recipes import PRESETS
from dashboard.presets import preset
from dashboard.recipe import Recipe
from dashboard.settings import Settings

# what the field argues about: random changes of the images, mixing of pairs, softened
# labels, averaged weights, the optimiser and how its rate falls
CHANGES = (
    {"augmentation": "none"},
    {"augmentation": "light"},
    {"augmentation": "strong"},
    {"mixing": "mixup"},
    {"mixing": "cutmix"},
    {"label_smoothing": 0.1},
    {"ema": 0.99},
    {"optimizer": "adam"},
    {"schedule": "constant"},
)


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--preset", choices=tuple(PRESETS), required=True)
    parser.add_argument(
        "--with",
        dest="base",
        type=_setting,
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a setting of all of them, such as share=0.1",
    )
    parser.add_argument(
        "--change",
        dest="changes",
        type=_setting,
        action="append",
        metavar="NAME=VALUE",
        help="a setting to change, alone; default: "
        + ", ".join(ablate_text.words(change) for change in CHANGES),
    )
    parser.add_argument("--seeds", type=seeds, default=2, metavar="K")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument(
        "--write", metavar="FILE", type=Path, help="put it into a document's marks"
    )


def _setting(text: str) -> dict[str, Any]:
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise ArgumentTypeError(f"expected NAME=VALUE, received {text!r}")
    kinds = {field.name: field.type for field in fields(Recipe)}
    return {name: train.value(kinds.get(name, str), value)}


def run(settings: Settings, args: Namespace) -> int:
    """Measure what is not there yet, then show all of it."""
    fixed = {name: value for pair in args.base for name, value in pair.items()}
    base = Recipe.from_dict(preset(args.preset).to_dict() | fixed)
    recipes = variants(base, CHANGES if args.changes is None else args.changes)
    data = fashion_mnist.load(settings)
    rows = _measured(settings, data, recipes, args.seeds)
    if args.json:
        print(json.dumps(ablate_text.as_json(args.preset, fixed, rows)))
    else:
        print(ablate_text.plain(rows))
    if args.write:
        text = ablate_text.markdown(args.preset, fixed, rows)
        marked.rewrite(args.write, {ablate_text.MARK: text})
        _say(f"{args.write}: {ablate_text.MARK} written")
    return 0


def variants(base: Recipe, changes) -> dict[str, Recipe]:
    """What is different in words -> the recipe; the first, "", is the base. A change
    that the base has already is left out.

    Raises:
        RecipeError: a change that a recipe cannot have.
    """
    found = {"": base}
    for change in changes:
        recipe = Recipe.from_dict(base.to_dict() | change)
        if recipe not in found.values():
            found[ablate_text.words(change)] = recipe
    return found


def _measured(
    settings: Settings, data: Dataset, recipes: dict[str, Recipe], count: int
) -> dict[str, list[dict[str, Any]]]:
    """The results of each by seed. All of a seed come before the next seed, so that an
    interrupted call can be shown with fewer."""
    left = [
        (seed, words)
        for seed in range(1, count + 1)
        for words, recipe in recipes.items()
        if seed not in _seeds_of(Repeats(settings, recipe, data))
    ]
    if left:
        seconds = sum(estimate(recipes[words]) for _, words in left)
        _say(f"{len(left)} trainings, about {span(seconds)} on two idle cores")
    for seed, words in left:
        _say(f"== {words or 'base'}, seed {seed}")
        _measure(settings, data, recipes[words], seed)
    found = {w: Repeats(settings, r, data).results() for w, r in recipes.items()}
    return {w: [one for one in r if one["seed"] <= count] for w, r in found.items()}


def _seeds_of(repeats: Repeats) -> set[int]:
    return {result["seed"] for result in repeats.results()}


def _measure(settings: Settings, data: Dataset, recipe: Recipe, seed: int) -> None:
    if recipe.teacher:
        data = taught.learning_data(settings, recipe, data, Quiet())
    repeats = Repeats(settings, recipe, data)
    with repeats.held():
        repeats.measure(seed, TerminalWatcher(Quiet(), sys.stderr))


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
