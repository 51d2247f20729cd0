"""What an exported graph answers for whole sets of images, and how fast for one."""

import time
from pathlib import Path

import numpy as np
import onnxruntime

from dashboard.data.photograph import enlarged

LOGITS = "logits"  # as dashboard.ml.network has it; without Keras, which takes seconds
BATCH = 250
SQUARES = 16  # squares in colour take more memory
TIMED, WARM_UP = 200, 20


def session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """Load a graph for evaluation; `threads` 0 takes every core."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(
        path.read_bytes(), options, providers=["CPUExecutionProvider"]
    )


def logits(path: Path, images: np.ndarray) -> np.ndarray:
    """uint8 [n, 28, 28] to float32 [n, 10], by the graph that will be served.

    A graph that sees photographs gets them enlarged, or takes its own squares.
    """
    graph = session(path, threads=0)
    batch = SQUARES if len(graph.get_inputs()[0].shape) == 4 else BATCH
    parts = [
        graph.run([LOGITS], {"image": _fitting(graph, part)})[0]
        for part in np.split(images, range(batch, len(images), batch))
    ]
    return np.concatenate(parts)


def latency(path: Path, images: np.ndarray) -> float:
    """Median milliseconds for one image, one thread, after a warm-up."""
    graph = session(path, threads=1)
    times = []
    for number in range(WARM_UP + TIMED):
        image = _fitting(graph, images[number % len(images)][None])
        begun = time.perf_counter()
        graph.run(None, {"image": image})
        times.append(time.perf_counter() - begun)
    return float(np.median(times[WARM_UP:]) * 1000)


def _fitting(graph: onnxruntime.InferenceSession, images: np.ndarray) -> np.ndarray:
    shape = graph.get_inputs()[0].shape[1:]
    if images.ndim == 3 and len(shape) == 3:
        return enlarged(images, shape[0])
    return np.ascontiguousarray(images)
