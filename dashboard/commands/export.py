"""`export`: a version's graph, card and a description to use them elsewhere."""

import json
import shutil
from argparse import ArgumentParser, Namespace
from pathlib import Path

from dashboard.errors import StoreError
from dashboard.labels import LABELS
from dashboard.settings import Settings
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="a folder that does not exist yet")
    parser.add_argument("--model", metavar="NAME[/N]", help="default: the champion")


def run(settings: Settings, args: Namespace) -> int:
    """Copy model.onnx and CARD.md and write description.json."""
    version = ModelStore(settings.store).resolve(args.model)
    version.verify()
    try:
        args.folder.mkdir(parents=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise StoreError(
            f"Expected a folder that does not exist yet. Received: {args.folder}. "
            "Choose another name."
        ) from error
    for name in ("model.onnx", "CARD.md"):
        shutil.copy(version.file(name), args.folder)
    text = json.dumps(description(version), indent=2, ensure_ascii=False)
    (args.folder / "description.json").write_text(text + "\n", encoding="utf-8")
    print(f"{version.ref} is in {args.folder}")
    return 0


def description(version: Version) -> dict:
    """What a program needs to run the graph."""
    return {
        "input": {"name": "image", "dtype": "uint8", "shape": ["batch", 28, 28]},
        "outputs": ["logits", "embedding", "features"],
        "labels": list(LABELS),
        "temperature": version.manifest["temperature"],
        "verdict": version.manifest["verdict"],
        "sha256": version.manifest["files"]["model.onnx"]["sha256"],
    }
