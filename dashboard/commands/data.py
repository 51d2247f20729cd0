"""`data`: the dataset found or fetched, verified and decoded."""

import time
from argparse import ArgumentParser, Namespace

from dashboard.data import fashion_mnist, sources
from dashboard.settings import Settings


def arguments(parser: ArgumentParser) -> None:
    """It takes none."""


def run(settings: Settings, args: Namespace) -> int:
    """Say each step; a second call only verifies."""
    begun = time.monotonic()
    folder = sources.fetch(settings, lambda line: print(line, flush=True))
    data = fashion_mnist.load(settings)
    print(
        f"Fashion-MNIST from {folder}: {len(data.train_index):,} training, "
        f"{len(data.validation_index):,} validation and {len(data.test_labels):,} test "
        f"images, verified in {time.monotonic() - begun:.1f} s"
    )
    return 0
