"""`neighbours`: what the Predict page needs to show the nearest training images."""

import time
from argparse import ArgumentParser, Namespace

from dashboard.data import fashion_mnist
from dashboard.serving.neighbours import IMAGES, Neighbours
from dashboard.serving.predictor import Predictor
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore

EVERY = 1_000  # images between two lines


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--model", metavar="NAME[/N]", help="default: the champion")


def run(settings: Settings, args: Namespace) -> int:
    """Compute the embeddings of a fixed sample of the training images, once."""
    version = ModelStore(settings.store).resolve(args.model)
    begun = time.monotonic()

    def report(done: int) -> None:
        if done % EVERY == 0:
            print(f"{done:,} of {IMAGES:,} images", flush=True)

    data = fashion_mnist.load(settings)
    Neighbours(settings).make(Predictor(version), data, report)
    print(f"{version.ref}: ready after {time.monotonic() - begun:.0f} s")
    return 0
