"""The web process itself: how long it takes to start, and the memory it holds."""

from dashboard.bench import api, pages
from dashboard.bench.client import Client
from dashboard.bench.line import Line, median, span
from dashboard.bench.server import serving
from dashboard.bench.setup import Setup

START_LIMIT = 3.0  # seconds
MEMORY_LIMIT = 350.0  # MB of a million bytes
CLIENTS, PREDICTIONS = 8, 64


def measure_start(setup: Setup) -> list[Line]:
    """From the start of `python app.py` to the first 200 of "/"."""
    times = []
    for _ in range(setup.counts.repeats):
        with serving(setup.settings) as server:
            times.append(server.start_seconds)
    return [
        Line(
            section="start",
            what="python app.py to the first 200",
            measured=f"{span(times, 's', 2)}; median of {len(times)} starts",
            expected=f"under {START_LIMIT:g} s",
            met=median(times) < START_LIMIT,
            values={"seconds": median(times), "repeats": len(times)},
        )
    ]


def measure_memory(setup: Setup) -> list[Line]:
    """Resident memory once the server has predicted and shown its pages."""
    sizes = []
    for _ in range(setup.counts.repeats):
        with serving(setup.settings) as server:
            api.closed_loop(server.port, setup.pictures, CLIENTS, PREDICTIONS)
            with Client(server.port) as client:
                visitor = pages.Visitor(client, setup.version.ref)
                for operation in pages.operations():
                    visitor.perform(operation)
            sizes.append(server.resident_bytes() / 1e6)
    return [
        Line(
            section="memory",
            what=f"web process after {PREDICTIONS} predictions and the pages",
            measured=f"{span(sizes, 'MB', 0)}; median of {len(sizes)} processes",
            expected=f"under {MEMORY_LIMIT:g} MB",
            met=median(sizes) < MEMORY_LIMIT,
            values={"resident_mb": median(sizes), "repeats": len(sizes)},
        )
    ]
