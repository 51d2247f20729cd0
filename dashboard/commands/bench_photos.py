"""`bench photos`: how photographs of a folder of folders are answered."""

import json
from argparse import Namespace

from rich.console import Console
from rich.table import Table

from dashboard.bench import photographs
from dashboard.bench.photographs import Row
from dashboard.data import photo_folder
from dashboard.errors import DataError
from dashboard.serving.predictor import Predictors
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore


def run(settings: Settings, args: Namespace) -> int:
    """Measure every method on the photographs of --data and print a table.

    Raises:
        DataError: no folder was given, or it holds no photographs.
    """
    if args.data is None:
        raise DataError(
            "Expected --data DIR, a folder of folders with photographs. Received: "
            "none. A mapping.json in it says which labels are right for each."
        )
    photos = photo_folder.photos(args.data, args.mapping)
    predictors = Predictors(ModelStore(settings.store))
    methods = tuple(photographs.METHODS)[-1:] if args.model else photographs.METHODS
    rows = photographs.measure(predictors, photos, tuple(methods), args.model)
    if args.json:
        print(json.dumps({"rows": [row.to_json() for row in rows]}))
    elif args.markdown:
        print(markdown(rows))
    else:
        _show(rows)
    return 0


def columns(rows: list[Row]) -> list[str]:
    """The headings: the method, what holds for all, each folder."""
    return [
        "method",
        "balanced accuracy",
        *(folder.name for folder in rows[0].found.folders),
        "garments turned away",
        "others turned away or unsure",
        "ms",
    ]


def cells(row: Row) -> list[str]:
    """A row's values under `columns`; for no garment the share turned away."""
    found = row.found
    return [
        row.method,
        share(found.balanced_accuracy),
        *(share(f.right if f.garment else f.turned_away) for f in found.folders),
        share(found.mistaken),
        share(found.doubted),
        f"{row.milliseconds:.0f}",
    ]


def markdown(rows: list[Row]) -> str:
    """The table for a document."""
    lines = [columns(rows), [":--", *["--:"] * (len(columns(rows)) - 1)]]
    lines += [cells(row) for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def share(value: float | None) -> str:
    """Two digits after the point, as the tables have it."""
    return "-" if value is None else f"{value:.2f}"


def _show(rows: list[Row]) -> None:
    table = Table("", *(row.method for row in rows))
    named = zip(columns(rows)[1:], *(cells(row)[1:] for row in rows), strict=True)
    for line in named:
        table.add_row(*line)
    Console().print(table)
    if unread := rows[0].unread:
        print(f"Files that could not be read: {unread}")
