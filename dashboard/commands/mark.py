"""`mark`: tag, star, archive or note runs and versions, as the History page does."""

import json
from argparse import ArgumentParser, BooleanOptionalAction, Namespace
from dataclasses import asdict

from dashboard.errors import MarkError
from dashboard.marks.folder import Marks
from dashboard.marks.mark import Change, tags_in
from dashboard.records.collect import named, records
from dashboard.records.record import Record
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "names", nargs="+", metavar="RUN|NAME/N", help="run ids or versions"
    )
    parser.add_argument("--tag", default="", help="add tags: good,for-shoes")
    parser.add_argument("--untag", default="", help="remove tags")
    parser.add_argument("--note", help='what to know about it; "" removes the note')
    parser.add_argument("--star", action=BooleanOptionalAction, help="pick it out")
    parser.add_argument(
        "--archive",
        action=BooleanOptionalAction,
        help="leave it out of lists; nothing is deleted",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(settings: Settings, args: Namespace) -> int:
    """Change what the options say; then tell how each one is marked."""
    change = Change(
        add=tags_in(args.tag),
        remove=tags_in(args.untag),
        note=args.note,
        star=args.star,
        archived=args.archive,
    )
    found = chosen(settings, args.names)
    if change != Change():
        names = (name for record in found for name in record.names)
        Marks(settings.runs).change(names, change)
        found = chosen(settings, args.names)
    if args.json:
        marks = {record.key: asdict(record.mark) for record in found}
        print(json.dumps({"marks": marks}, ensure_ascii=False))
        return 0
    for record in found:
        print(line(record))
    return 0


def chosen(settings: Settings, names: list[str]) -> list[Record]:
    """The records of all names.

    Raises:
        MarkError: one of them is not there.
    """
    everything = records(settings, ModelStore(settings.store))
    for name in names:
        if not named(everything, [name]):
            raise MarkError(
                f"Expected a run id or a version as NAME/NUMBER. Received: {name!r}, "
                "which is not there. See the History page, or `python -m dashboard "
                "models`."
            )
    return named(everything, names)


def line(record: Record) -> str:
    """How a record is marked, in one line."""
    mark = record.mark
    parts = [
        "starred" if mark.star else "",
        "archived" if mark.archived else "",
        f"tags: {', '.join(mark.tags)}" if mark.tags else "",
        f"note: {mark.note}" if mark.note else "",
    ]
    return f"{' = '.join(record.names)}  {'; '.join(filter(None, parts)) or 'no marks'}"
