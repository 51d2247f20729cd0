"""`chaos`: put the promises of docs/reliability.md to the test with real processes."""

import json
import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from dashboard.chaos import report
from dashboard.chaos.scenarios import SCENARIOS, outcomes
from dashboard.commands import marked
from dashboard.settings import Settings

PART = "chaos"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--only",
        action="append",
        choices=tuple(SCENARIOS),
        metavar="NAME",
        help=f"one of {', '.join(SCENARIOS)}; may be given again",
    )
    parser.add_argument(
        "--times", type=_times, help="how often each is tried; default: its own count"
    )
    parser.add_argument(
        "--seed", type=int, default=1, help="other moments to strike at"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument(
        "--write",
        type=Path,
        metavar="FILE",
        help="put the table between the marks of this document",
    )


def _times(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:5]) <= 1000:
        raise ArgumentTypeError(f"expected 1 to 1000, received {text!r}")
    return int(text)


def run(settings: Settings, args: Namespace) -> int:
    """Try, print, and write; 1 when a promise is broken."""
    # an exception, so that what was started is ended as well
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    facts = report.facts()
    names = [name for name in SCENARIOS if not args.only or name in args.only]
    found = list(outcomes(settings, names, args.times, args.seed))
    last = report.words(facts)
    if args.json:
        listed = [outcome.to_json() for outcome in found]
        print(json.dumps({"outcomes": listed, **facts}, ensure_ascii=False))
    else:
        report.show(found, last)
    if args.write:
        # some of the scenarios replace their rows only
        before = marked.read(args.write, PART) if args.only else ""
        marked.rewrite(args.write, {PART: report.markdown(found, facts, before)})
    return int(not all(outcome.kept for outcome in found))
