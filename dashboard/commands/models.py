"""`models`: the versions of the store, their cards, and who is champion."""

import getpass
import json
import sys
from argparse import ArgumentParser, Namespace

from rich.console import Console
from rich.table import Table

from dashboard.errors import NotFoundError
from dashboard.serving import answers
from dashboard.settings import Settings
from dashboard.store import aliases
from dashboard.store.manifest import CHAMPION
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument(
        "--card", metavar="NAME[/N]", help="print the card of a version"
    )
    parser.add_argument("--verify", action="store_true", help="check every file's hash")
    parser.add_argument("--promote", metavar="NAME[/N]", help="make it champion")
    parser.add_argument("--reason", default="", help="why, kept with the promotion")
    parser.add_argument("--history", action="store_true", help="list all promotions")


def run(settings: Settings, args: Namespace) -> int:
    """Do what the options ask for; without any, print a table."""
    store = ModelStore(settings.store)
    if args.promote:
        said = promote(store, args.promote, args.reason)
        print(said, file=sys.stderr if args.json else sys.stdout)
    if args.card:
        print(store.resolve(args.card).file("CARD.md").read_text(encoding="utf-8"))
    elif args.history:
        for alias in aliases.history(store.root):
            print(f"{alias.at}  {alias.ref}  by {alias.by}  {alias.reason}")
    elif args.verify:
        for version in store.list(strict=True):
            version.verify()
            print(f"{version.ref}: every file matches its hash")
    elif args.json:
        entries = answers.model_entries(store)
        print(json.dumps({"models": entries}, ensure_ascii=False))
    elif not args.promote:
        Console().print(table(store))
    return 0


def promote(store: ModelStore, ref: str, reason: str) -> str:
    """Make a version champion in the name of who called; returns what was done."""
    version = store.resolve(ref)
    alias = aliases.promote(
        store.root,
        version.name,
        version.number,
        by=getpass.getuser(),
        reason=reason or "from the command line",
    )
    words = "is champion" if alias.role == CHAMPION else "answers photographs"
    return f"{alias.ref} {words} (promotion {alias.generation})"


def table(store: ModelStore) -> Table:
    """One row per version, the newest first."""
    versions = store.list()
    if not versions:
        raise NotFoundError(
            f"Expected published versions in {store.root}. Received: an empty store. "
            "Train one: `python -m dashboard train --preset cnn-baseline`."
        )
    champion = store.resolve().ref
    shown = Table("version", "test accuracy", "weights", "ms", "MB", "published")
    for version in versions:
        shown.add_row(*row(version, version.ref == champion))
    return shown


def row(version: Version, champion: bool) -> list[str]:
    """The cells of one version."""
    metrics = version.manifest["metrics"]
    low, high = metrics["test_accuracy_interval"]
    return [
        f"{version.ref}{' (champion)' if champion else ''}",
        f"{metrics['test_accuracy']:.2%} ({low:.2%} to {high:.2%})",
        version.manifest["weights"],
        f"{metrics['latency_ms']:.2f}",
        f"{metrics['onnx_bytes'] / 1e6:.1f}",
        version.manifest["created_at"][:10],
    ]
