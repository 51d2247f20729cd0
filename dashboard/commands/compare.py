"""`compare`: every version measured in one run, tested against the champion, and the
answer to "transfer learning or a standard CNN?"."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from dashboard.analysis import comparison
from dashboard.bench import comparison as bench
from dashboard.commands import compare_terminal, compare_text, marked
from dashboard.data import fashion_mnist
from dashboard.errors import NotFoundError
from dashboard.settings import Settings
from dashboard.store import comparison as measured_file
from dashboard.store.versions import ModelStore


def arguments(parser: ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object")
    form.add_argument("--markdown", action="store_true", help="as docs have it")
    parser.add_argument(
        "--write",
        metavar="FILE",
        type=Path,
        nargs="+",
        help="put it between the marks of these documents",
    )
    parser.add_argument(
        "--stored",
        action="store_true",
        help="with the times that were measured before, without measuring",
    )
    parser.add_argument("--rounds", type=_rounds, default=bench.ROUNDS)


def _rounds(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= 100:
        raise ArgumentTypeError(f"expected 1 to 100, received {text!r}")
    return int(text)


def run(settings: Settings, args: Namespace) -> int:
    """Measure, keep the figures beside the store, and show or write all of it."""
    store = ModelStore(settings.store)
    versions = store.list()
    if not versions:
        raise NotFoundError(
            f"Expected published versions in {store.root}. Received: an empty store. "
            "Train one: `python -m dashboard train --preset cnn-baseline`."
        )
    data = fashion_mnist.load(settings)
    if not args.stored:
        content = bench.measure(versions, data.test_images, args.rounds, _say)
        measured_file.write(store.root, content)
    found = comparison.of_store(store, data.test_labels)
    for path in args.write or ():
        names = marked.rewrite(path, compare_text.sections(found))
        _say(f"{path}: {', '.join(names)} written")
    if not args.write or args.json or args.markdown:
        show(found, args)
    return 0


def _say(words: str) -> None:
    print(words, file=sys.stderr)


def show(found: comparison.Comparison, args: Namespace) -> None:
    """Print the comparison in the form that was asked for."""
    if args.json:
        print(json.dumps(compare_text.as_json(found), ensure_ascii=False))
    elif args.markdown:
        print(compare_text.markdown(found))
    else:
        compare_terminal.show(found)
