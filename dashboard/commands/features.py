"""`features`: what is cached of frozen layers, how large it is, and removing it."""

from argparse import ArgumentParser, Namespace

from dashboard.data.feature_cache import Entry, FeatureCache
from dashboard.settings import Settings


def arguments(parser: ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="list the arrays (default)")
    what.add_argument(
        "--clear",
        nargs="?",
        const="",
        metavar="KEY",
        help="remove one array, or all of them; the next training computes them anew",
    )


def run(settings: Settings, args: Namespace) -> int:
    """List or remove."""
    cache = FeatureCache(settings.features)
    if args.clear is not None:
        print(f"{cache.clear(args.clear or None) / 1e6:,.0f} MB freed")
        return 0
    entries = cache.entries()
    for entry in entries:
        print(line(entry))
    for folder in cache.unfinished():
        print(f"{folder.stem}  unfinished; the next training that needs it goes on")
    total = sum(entry.size for entry in entries) / 1e6
    print(f"{len(entries)} arrays, {total:,.0f} MB in {settings.features}")
    return 0


def line(entry: Entry) -> str:
    """One array in words."""
    facts = entry.facts
    shape = " x ".join(str(size) for size in facts["shape"])
    network = f"{facts['backbone']} ({facts['weights']}) {facts['image_size']} px"
    view = f"view {facts['view']} ({facts['augmentation']})"
    return (
        f"{entry.key}  {network}, {shape}, {view if facts['view'] else 'plain'}, "
        f"{entry.size / 1e6:,.0f} MB, {facts['made_at']}"
    )
