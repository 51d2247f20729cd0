"""What a benchmark run measures on, and how often."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from dashboard.data import fashion_mnist
from dashboard.settings import Settings
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore
from dashboard.web.images import png

IMAGES = 64  # test images that requests take turns with


@dataclass(frozen=True)
class Counts:
    """How often everything is done; a repeat gives one figure, the median is shown.

    Attributes:
        repeats: starts, memory readings, and rounds of requests, pairs or batches.
        requests: requests of a round by client count.
        operations: times that each page operation is made.
        pairs: calls of ONNX Runtime and of Keras in a round, taking turns.
        batches: training batches of a round.
        warm_up: batches before the first round; Keras compiles at the first.
        epoch: batches of 64 in an epoch that is measured with and without the cache.
    """

    repeats: int = 3
    requests: tuple[tuple[int, int], ...] = ((1, 200), (8, 400))
    operations: int = 50
    pairs: int = 50
    batches: int = 15
    warm_up: int = 8
    epoch: int = 24


QUICK = Counts(
    repeats=2,
    requests=((1, 10), (8, 16)),
    operations=5,
    pairs=5,
    batches=2,
    warm_up=2,
    epoch=8,
)


@dataclass(frozen=True)
class Setup:
    """One benchmark run."""

    settings: Settings
    counts: Counts

    @cached_property
    def version(self) -> Version:
        """The champion; of an ensemble the first member, which is a Keras network."""
        store = ModelStore(self.settings.store)
        champion = store.resolve()
        members = champion.manifest.get("members")
        return store.resolve(members[0]["ref"]) if members else champion

    @cached_property
    def pictures(self) -> list[bytes]:
        """Test images as 28x28 PNG files."""
        images = fashion_mnist.load(self.settings).test_images[:IMAGES]
        return [png(np.asarray(image)) for image in images]
