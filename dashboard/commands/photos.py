"""`photos DIR`: train a version that sees photographs, and publish it."""

import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from dashboard.backbones import BACKBONES
from dashboard.commands import photo_memory, photo_publishing
from dashboard.data import fashion_mnist, photo_folder
from dashboard.data.photo_folder import Photo
from dashboard.settings import Settings
from dashboard.store import memory
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

NAME = "photographs"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        type=Path,
        nargs="?",
        help="photographs, one folder per class; `train` and `validation` in it are "
        "learned from and measured on. Without it: Fashion-MNIST and drawings only",
    )
    parser.add_argument("--mapping", type=Path, help="JSON or CSV: folder to labels")
    parser.add_argument(
        "--drawings", type=Path, action="append", default=[], help="as FOLDER"
    )
    parser.add_argument(
        "--measure", type=Path, help="photographs to measure on, never learned from"
    )
    parser.add_argument("--name", default=NAME, help="name to publish under")
    parser.add_argument(
        "--remember",
        metavar="NAME[/N]",
        help="train nothing: let this version, which learned from these pictures, "
        "remember a part of them, for `teach`",
    )
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--views", type=int, help="changed copies of each photograph")
    parser.add_argument(
        "--source", default="", help="where the pictures are from, for the card"
    )


def run(settings: Settings, args: Namespace) -> int:
    """Train, publish, and say how photographs are answered."""
    # a folder that is none is told now, not after seconds of loading TensorFlow
    learn, measured = sets(args)
    drawings = [
        photo for place in args.drawings for photo in photo_folder.photos(place)
    ]
    from dashboard.ml import backend
    from dashboard.ml.photos import run as photo_run

    pictures = photo_run.Pictures(learn, drawings)
    learned = [photo for kind in pictures.learned() for photo in kind]
    store = ModelStore(settings.store)
    if args.remember:
        return remember(store.resolve(args.remember), learned, pictures.held())
    data = fashion_mnist.load(settings)
    given = {"epochs": args.epochs, "views": args.views}
    plan = photo_run.Plan(**{key: value for key, value in given.items() if value})
    # a picture that cannot be read is told now, not after the training
    photo_publishing.squared(measured, plan.side)
    begun = time.monotonic()
    trained = photo_run.train_on(pictures, data, plan, settings.features, _say)
    facts = {
        "plan": plan.to_dict(),
        "training_seconds": time.monotonic() - begun,
        "weights_source": BACKBONES["efficientnet-lite0"].weights_source,
        "learned_from": sources(learn, drawings, args.source),
        **backend.described(),
    }
    version = photo_publishing.publish(
        store, args.name, data, trained, pictures.held(), measured, facts, learned
    )
    found = version.manifest["photographs"] or {}
    accuracy = found.get("balanced_accuracy")
    words = f"; {accuracy:.1%} balanced accuracy on photographs" if accuracy else ""
    print(f"published {version.ref}{words}")
    return 0


def remember(version: Version, learned: list[Photo], held: list[Photo]) -> int:
    """Write what a version remembers beside its folder."""
    graph, side = version.file("model.onnx"), version.manifest["image_size"]
    found = photo_memory.of(graph, side, learned, held)
    memory.write(memory.beside(version), found, version.file("weights.npz"))
    count, apart = len(found.answers), int(found.held_out.sum())
    print(f"{version.ref} remembers {count} pictures, {apart} of them held out")
    return 0


def sets(args: Namespace) -> tuple[list[Photo], list[Photo]]:
    """Photographs to learn from, and those to measure on only."""
    folder, measure = args.folder, args.measure
    if folder and (folder / "train").is_dir():
        held = folder / "validation"
        measure = measure or (held if held.is_dir() else None)
        folder = folder / "train"
    learn = photo_folder.photos(folder, args.mapping) if folder else []
    measured = photo_folder.photos(measure, args.mapping) if measure else []
    return learn, measured


def sources(learn: list[Photo], drawings: list[Photo], source: str) -> list[str]:
    """What it learned from, a line each, for the card."""
    lines: list[Any] = []
    if learn:
        lines.append(f"{len(learn):,} photographs in {_folders(learn)} folders")
    if drawings:
        lines.append(f"{len(drawings):,} drawings in {_folders(drawings)} folders")
    lines.append("Fashion-MNIST (Zalando, MIT licence) given colour and ground")
    return [*lines, *([source] if source else [])]


def _folders(photos: list[Photo]) -> int:
    return len({photo.folder for photo in photos})


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
