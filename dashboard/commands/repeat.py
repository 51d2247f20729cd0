"""`repeat`: the same preset with the seeds 1 to k, each measured on validation and test
images; how much of a difference between two versions is chance."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from dashboard.commands import marked, repeat_text, taught
from dashboard.commands.repeated import Quiet, Repeats
from dashboard.commands.terminal import TerminalWatcher
from dashboard.data import fashion_mnist
from dashboard.estimate import estimate, span
from dashboard.preset_recipes import PRESETS
from dashboard.presets import preset
from dashboard.settings import Settings

MOST = 100


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--preset", choices=tuple(PRESETS), required=True)
    parser.add_argument("--seeds", type=seeds, default=5, metavar="K")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument(
        "--write",
        metavar="FILE",
        type=Path,
        help="put what was repeated here between the marks of a document",
    )


def seeds(text: str) -> int:
    """How many seeds, as an argument of a command.

    Raises:
        ArgumentTypeError: not a number from 1 to MOST.
    """
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= MOST:
        raise ArgumentTypeError(f"expected 1 to {MOST}, received {text!r}")
    return int(text)


def run(settings: Settings, args: Namespace) -> int:
    """Measure what is not there yet, then show all of it."""
    data, recipe = fashion_mnist.load(settings), preset(args.preset)
    repeats = Repeats(settings, recipe, data)
    with repeats.held():
        there = {result["seed"] for result in repeats.results()}
        missing = [seed for seed in range(1, args.seeds + 1) if seed not in there]
        if missing:
            _say(
                f"{len(missing)} of {args.seeds} seeds to train, about "
                f"{span(len(missing) * estimate(recipe))} on two idle cores"
            )
        if missing and recipe.teacher:
            data = taught.learning_data(settings, recipe, data, Quiet())
            repeats = Repeats(settings, recipe, data)
        for seed in missing:
            _say(f"== {args.preset}, seed {seed}")
            repeats.measure(seed, TerminalWatcher(Quiet(), sys.stderr))
    found = [r for r in repeats.results() if r["seed"] <= args.seeds]
    if args.json:
        print(json.dumps(repeat_text.as_json(args.preset, found), ensure_ascii=False))
    else:
        print(repeat_text.plain(args.preset, found))
    if args.write:
        _write(args.write, settings, data)
    return 0


def _write(path: Path, settings: Settings, data: fashion_mnist.Dataset) -> None:
    rows = {name: Repeats(settings, preset(name), data).results() for name in PRESETS}
    measured = {name: results for name, results in rows.items() if results}
    before = marked.read(path, repeat_text.MARK)
    text = repeat_text.markdown(measured, before)
    marked.rewrite(path, {repeat_text.MARK: text})
    _say(f"{path}: {repeat_text.MARK} written")
    if kept := repeat_text.rows_of(before).keys() - measured:
        _say(f"not measured here, as they stood: {', '.join(sorted(kept))}")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
