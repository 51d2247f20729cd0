"""How fast a loaded graph answers, as it is served: one thread, many images a call."""

import time
from itertools import cycle, islice

import numpy as np
import onnxruntime

from dashboard.serving import session as sessions

CALL = 64  # images in one call: the most that the HTTP API takes


def one_image(
    session: onnxruntime.InferenceSession, images: np.ndarray, calls: int
) -> list[float]:
    """Seconds of each of `calls` calls with one image of uint8 [n, 28, 28] in turn."""
    seconds = []
    for image in islice(cycle(images), calls):
        begun = time.perf_counter()
        sessions.run(session, image[None])
        seconds.append(time.perf_counter() - begun)
    return seconds


def images_per_second(
    session: onnxruntime.InferenceSession, images: np.ndarray
) -> float:
    """Images a second over all of uint8 [n, 28, 28], n above 0, CALL at a time."""
    parts = np.split(images, range(CALL, len(images), CALL))
    begun = time.perf_counter()
    for part in parts:
        sessions.run(session, part)
    return len(images) / (time.perf_counter() - begun)
