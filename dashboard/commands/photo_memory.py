"""What a version for photographs is to remember of its pictures, for later lessons."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dashboard.data.photo_folder import Photo
from dashboard.store.memory import Memory

MOST = 600  # pictures that were learned from, and as many held out


def of(
    graph: Path, side: int, learned: Sequence[Photo], held: Sequence[Photo]
) -> Memory:
    """Send a part of the pictures through a version's graph.

    Args:
        side: of the squares that the graph takes.
        learned, held: what the version learned from, and what was held out of that.
    """
    # Keras comes along, in seconds
    from dashboard.ml.photos.lesson_pictures import seen, served

    parts = [seen(graph, served(thinned(part), side)) for part in (learned, held)]
    return Memory(
        np.concatenate([part.embedding for part in parts]).astype(np.float16),
        np.concatenate([part.answers for part in parts]),
        np.repeat([False, True], [len(part.answers) for part in parts]),
    )


def thinned(photos: Sequence[Photo]) -> list[Photo]:
    """At most MOST of them, evenly spread, so that every folder has its part."""
    step = max(1, -(-len(photos) // MOST))
    return list(photos[::step])
