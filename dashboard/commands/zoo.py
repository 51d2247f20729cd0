"""`zoo`: every version that ships, trained and published one after the other. Called
again, it goes on where it ended: what is published stays, what was begun is resumed.

Each training is a process of its own, by the same commands that a person would use.
"""

import getpass
import subprocess
import sys
import uuid
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dashboard.commands.bench import ended_politely
from dashboard.commands.zoo_found import average, members, published_as
from dashboard.commands.zoo_plan import Item, plan
from dashboard.estimate import span
from dashboard.jobs import launch, queue
from dashboard.jobs.request import Request
from dashboard.preset_recipes import ENSEMBLE, ZOO
from dashboard.settings import ROOT, Settings
from dashboard.store.versions import ModelStore

STORE = ROOT / ".lookbook" / "zoo"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--dry-run", action="store_true", help="only say what is left and how long"
    )
    parser.add_argument(
        "--only",
        nargs="+",
        choices=tuple(ZOO),
        metavar="NAME",
        help=f"some of {', '.join(ZOO)}",
    )
    parser.add_argument(
        "--store",
        type=Path,
        metavar="FOLDER",
        help="where to publish; default: LOOKBOOK_STORE, or a store of its own in "
        "./.lookbook/zoo",
    )


def run(settings: Settings, args: Namespace) -> int:
    """Say what is left, then do it; 1 when a training failed."""
    settings = replace(settings, store=target(settings, args.store))
    names = [name for name in ZOO if name in (args.only or ZOO)]
    show(settings, names)
    if args.dry_run:
        return 0
    with ended_politely():
        failed = [name for name in names if not finished(settings, name)]
    if failed:
        print(f"not published: {', '.join(failed)}; call again to go on")
    return int(bool(failed))


def target(settings: Settings, asked: Path | None) -> Path:
    """The store to publish in; the one that ships only when it is named."""
    if asked:
        return asked.resolve()
    return settings.store if settings.store != Settings.store else STORE


def show(settings: Settings, names: Sequence[str]) -> None:
    """One line for each version, and how long all of it takes."""
    items = plan(settings, names)
    for item in items:
        time = f", about {span(item.seconds)}" if item.seconds else ""
        print(f"{item.name:<26} {item.words()}{time}")
    if ENSEMBLE in names:
        found = average(ModelStore(settings.store).list())
        state = f"published as {found.ref}" if found else "to be averaged"
        print(f"{ENSEMBLE:<26} {state}")
    total = span(sum(item.seconds for item in items))
    # flushed, because the trainings write to the same output
    print(f"About {total} on two idle cores, into {settings.store}", flush=True)


def finished(settings: Settings, name: str) -> bool:
    """Bring what is left of a name into the store; whether all of it is there then.

    It is planned anew for each step: only then the next one knows what it continues.
    """
    if name == ENSEMBLE:
        return averaged(settings)
    for _ in ZOO[name]:
        left = [item for item in plan(settings, [name]) if not item.version]
        if left and not done(settings, left[0]):
            return False
    return True


def averaged(settings: Settings) -> bool:
    """Publish the average; whether it is in the store then."""
    versions = ModelStore(settings.store).list()
    if average(versions):
        return True
    found = members(versions)
    if not found:
        print(f"{ENSEMBLE}: not all of its members are published yet", flush=True)
        return False
    refs = [version.ref for version in found]
    print(f"== {ENSEMBLE} of {', '.join(refs)}", flush=True)
    return called(settings, ["ensemble", *refs, "--name", ENSEMBLE])


def done(settings: Settings, item: Item) -> bool:
    """Train and publish one version; whether it is in the store then."""
    if item.run and item.run.status().active:
        print(f"{item.name}: {item.words()}; wait for it", flush=True)
        return False
    if item.missing:
        print(
            f"{item.name}: {item.words()}; copy it and its members there, or name a "
            "copy of model_store with --store",
            flush=True,
        )
        return False
    told = f", from {item.start}" if item.start else ""
    print(f"== {item.name}{told}", flush=True)
    return called(settings, words(settings, item))


def called(settings: Settings, words: Sequence[str]) -> bool:
    """Whether a command of Lookbook did it, in a process of its own."""
    command = [sys.executable, "-m", "dashboard", *words]
    environ = launch.environment(settings)
    return subprocess.run(command, cwd=ROOT, env=environ).returncode == 0


def words(settings: Settings, item: Item) -> list[str]:
    """The command that goes on with it, or begins."""
    if item.run is None:
        return ["train", "--run", queue.submit(settings, _request(item)).id]
    if item.run.stored().state == "queued":
        return ["train", "--run", item.run.id]
    if item.trained:
        return ["publish", item.run.id]
    return ["train", "--resume", item.run.id]


def _request(item: Item) -> Request:
    return Request(
        recipe=item.recipe.to_dict(),
        name=published_as(item.name),
        start=item.start,
        token=uuid.uuid4().hex,
        created_by=getpass.getuser(),
    )
