"""What a graph costs to serve, measured when it is published."""

from pathlib import Path
from typing import Any

import numpy as np

from dashboard.serving import multiply_adds, session, speed

IMAGES = 1_000  # over which images a second are measured


def of_file(path: Path, images: np.ndarray) -> dict[str, Any]:
    """ "multiply_adds" for one image and "images_per_second" of a model.onnx.

    Args:
        images: uint8 [n, 28, 28]; the first IMAGES are used.

    Raises:
        StoreError: the file is no graph that can be served.
    """
    graph = session.load(path)
    return {
        "multiply_adds": multiply_adds.of_file(path),
        "images_per_second": speed.images_per_second(graph, images[:IMAGES]),
    }
