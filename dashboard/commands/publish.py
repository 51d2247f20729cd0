"""`publish`: a run that was trained, but not published, becomes a version."""

import argparse
import os

from dashboard.commands import finished
from dashboard.jobs import folder, worker
from dashboard.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", metavar="RUN", help="a run that failed to be published")
    parser.add_argument("--name", help="name to publish under; default: the run's")
    # the trainer calls it so: it holds the run and writes how that ends
    parser.add_argument("--held", action="store_true", help=argparse.SUPPRESS)


def run(settings: Settings, args: argparse.Namespace) -> int:
    """Publish, and say under which number."""
    asked = folder.get_run(settings, args.run)
    name = args.name or asked.request.name
    finished.facts_of(asked)  # refused before anything is written
    # Keras reads it when it is imported, which is not yet
    os.environ["KERAS_BACKEND"] = finished.EXPORTER
    if args.held:
        print(finished.publish(settings, asked, name).ref)
        return 0
    with worker.hold(asked, again=True) as held:
        held.watcher.report("publish", name=name)
        version = finished.publish(settings, asked, name)
        held.succeed(version.ref)
        asked.drop_state()
    print(f"published {version.ref}")
    return 0
