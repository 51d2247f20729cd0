"""The command line: `python -m dashboard COMMAND`; each command is one module."""

import argparse
import importlib
import logging
import sys

from dashboard.errors import LookbookError
from dashboard.settings import Settings

# name -> what `--help` says; the module of the same name in dashboard.commands has
# `arguments(parser)` and `run(settings, args) -> exit status`
COMMANDS = {
    "predict": "say what is on pictures, in folders and zip files too",
    "models": "list published versions, show a card, make one champion",
    "train": "train a network and publish it as a version",
    "runs": "list training runs, follow, cancel, keep, resume or move one",
    "study": "search for good settings: many trials, each a run",
    "photos": "train a version that sees photographs, and publish it",
    "teach": "let the version for photographs learn from your corrections",
    "ensemble": "average published versions as one version, if that is better",
    "publish": "publish a run that finished its training but was not published",
    "zoo": "train and publish every version that ships, or what is left of it",
    "evaluate": "measure a published version on the test set again",
    "compare": "measure all versions in one run and compare them",
    "repeat": "train a preset with several seeds and say how far they differ",
    "ablate": "train a preset with one setting changed at a time and compare",
    "export": "copy a version's graph and card to a folder",
    "data": "find or fetch the dataset and verify it",
    "doctor": "say what is found, what is missing and how to mend it",
    "bench": "measure start, memory, predictions, pages, training and its caches",
    "chaos": "kill processes, fill disks, and see that every promise is kept",
    "pictures": "take the pictures of the pages that the README shows",
    "features": "list or remove the cached features of frozen layers",
    "neighbours": "let the Predict page show a version's nearest training images",
    "mark": "tag, star, archive or note runs and versions",
    "dispatch": "start queued training runs until none is left",
    "worker": "take trainings and background callbacks from Redis (REDIS_URL)",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit status (2: a wrong call, 1: an error)."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    words = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser(
        prog="python -m dashboard", description="Lookbook on the command line."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, description in COMMANDS.items():
        command = commands.add_parser(name, help=description, description=description)
        # only the command that is called is loaded: training must not slow predict
        if name in words[:1]:
            module = importlib.import_module(f"dashboard.commands.{name}")
            module.arguments(command)
    args = parser.parse_args(words)
    try:
        return module.run(Settings.from_environment(), args)
    except LookbookError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
