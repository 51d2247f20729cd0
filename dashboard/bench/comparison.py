"""Every version measured in one run, in turns: a machine that is busy for a while then
slows all of them, and the median forgets it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np

from dashboard.bench.line import median
from dashboard.bench.machine import machine
from dashboard.serving import multiply_adds, session, speed
from dashboard.store.comparison import graph_hash
from dashboard.store.version import Version

ROUNDS = 5
CALLS, WARM_UP = 40, 5  # calls with one image in a round; the first ones do not count
IMAGES = 1_000


def measure(
    versions: list[Version],
    images: np.ndarray,
    rounds: int = ROUNDS,
    say: Callable[[str], None] = lambda words: None,
) -> dict[str, Any]:
    """The content of `dashboard.store.comparison`'s file for these versions.

    Args:
        images: uint8 [n, 28, 28], n from 1; the first IMAGES are used.
        say: called with a sentence for each round.

    Raises:
        StoreError: a version is damaged or its graph cannot be served.
    """
    facts, images = machine(), np.ascontiguousarray(images[:IMAGES])
    for version in versions:
        version.verify()
    graphs = {v.ref: session.load(v.file("model.onnx")) for v in versions}
    times = {ref: ([], []) for ref in graphs}
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}: {len(versions)} versions")
        for ref in _rotated(list(graphs), number):
            calls = speed.one_image(graphs[ref], images, WARM_UP + CALLS)
            times[ref][0].append(median(calls[WARM_UP:]) * 1000)
            times[ref][1].append(speed.images_per_second(graphs[ref], images))
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": facts,
        "rounds": rounds,
        "versions": {v.ref: _entry(v, *times[v.ref]) for v in versions},
    }


def _rotated(refs: list[str], number: int) -> list[str]:
    """Another version begins each round."""
    first = number % max(1, len(refs))
    return refs[first:] + refs[:first]


def _entry(version: Version, latencies: list[float], rates: list[float]) -> dict:
    return {
        "onnx_sha256": graph_hash(version),
        "multiply_adds": multiply_adds.of_file(version.file("model.onnx")),
        "latency_ms": round(median(latencies), 4),
        "images_per_second": round(median(rates), 1),
        # by round, so that a reader sees how steady the machine was
        "latency_ms_by_round": [round(value, 4) for value in latencies],
        "images_per_second_by_round": [round(value, 1) for value in rates],
    }
