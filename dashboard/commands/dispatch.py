"""`dispatch`: the process that starts queued training runs."""

from argparse import ArgumentParser, Namespace

from dashboard.jobs import dispatcher
from dashboard.settings import Settings


def arguments(parser: ArgumentParser) -> None:
    """It takes none."""


def run(settings: Settings, args: Namespace) -> int:
    """Serve the queue until it has been empty for a while."""
    dispatcher.main(settings)
    return 0
