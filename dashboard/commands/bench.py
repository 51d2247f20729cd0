"""`bench`: a table of figures, each measured in this very call.

An expectation that is missed is marked and no error; what cannot be measured is one.
The measuring is `dashboard.bench`.
"""

import contextlib
import json
import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dashboard.bench import (
    api,
    cached,
    machine,
    pages,
    pipeline,
    predict,
    process,
    study,
    table,
    training,
)
from dashboard.bench.line import Line, unmeasured
from dashboard.bench.setup import QUICK, Counts, Setup
from dashboard.commands import bench_photos
from dashboard.errors import LookbookError
from dashboard.settings import Settings

SECTIONS: dict[str, Callable[[Setup], list[Line]]] = {
    "start": process.measure_start,
    "memory": process.measure_memory,
    "predict": predict.measure,
    "api": api.measure,
    "pages": pages.measure,
    "training": training.measure,
    "cached": cached.measure,
    "pipeline": pipeline.measure,
    "study": study.measure,
}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        choices=("photos",),
        help="photos: how the photographs of --data are answered",
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of folders")
    parser.add_argument(
        "--mapping", type=Path, metavar="FILE", help="folder to labels, JSON or CSV"
    )
    parser.add_argument("--model", metavar="NAME[/N]", help="that version only")
    parser.add_argument("--markdown", action="store_true", help="photos: for docs")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument(
        "--quick", action="store_true", help="few repeats: a trial, not a figure"
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=tuple(SECTIONS),
        metavar="NAME",
        help=f"one of {', '.join(SECTIONS)}; may be given again",
    )


def run(settings: Settings, args: Namespace) -> int:
    """Measure and print; 1 when something could not be measured."""
    if args.what == "photos":
        return bench_photos.run(settings, args)
    facts = machine.machine()
    setup = Setup(settings, QUICK if args.quick else Counts())
    with ended_politely():
        lines = measured(setup, args.only or SECTIONS)
    if args.json:
        found = [line.to_json() for line in lines]
        print(json.dumps({"lines": found, "machine": facts}, ensure_ascii=False))
    else:
        table.show(lines, machine.machine_words(facts))
    return int(any(line.failed for line in lines))


@contextlib.contextmanager
def ended_politely() -> Iterator[None]:
    """Make SIGTERM an exception, so that servers and children are ended as well."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def measured(setup: Setup, names: Iterable[str]) -> list[Line]:
    """The lines of the named sections, in the table's order."""
    lines = []
    for name in (name for name in SECTIONS if name in names):
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        try:
            lines += SECTIONS[name](setup)
        except LookbookError as error:
            lines.append(unmeasured(name, name, error))
    return lines
