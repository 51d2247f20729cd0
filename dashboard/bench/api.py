"""POST /api/v1/predict in a closed loop: each client asks again once it is answered.

The clients are threads of this process on the same cores, so they take a part of what
they measure.
"""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from dashboard.bench.client import Client, multipart
from dashboard.bench.line import Line, latency_words, median, milliseconds, span
from dashboard.bench.server import serving
from dashboard.bench.setup import Setup
from dashboard.errors import SetupError

PATH = "/api/v1/predict"


@dataclass(frozen=True)
class Round:
    """Requests of one round: how long each took, and all of them."""

    times: list[float]
    seconds: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.times) / self.seconds


def measure(setup: Setup) -> list[Line]:
    """One line per count of clients; their rounds take turns."""
    rounds: dict[int, list[Round]] = {n: [] for n, _ in setup.counts.requests}
    with serving(setup.settings) as server:
        closed_loop(server.port, setup.pictures, 8, 16)
        for _ in range(setup.counts.repeats):
            for clients, requests in setup.counts.requests:
                found = closed_loop(server.port, setup.pictures, clients, requests)
                rounds[clients].append(found)
    return [to_line(clients, found) for clients, found in rounds.items()]


def to_line(clients: int, rounds: Sequence[Round]) -> Line:
    """The median over rounds of p50, p95 and requests a second."""
    each = [milliseconds(found.times) for found in rounds]
    values = {key: median([one[key] for one in each]) for key in each[0]}
    rates = [found.rate for found in rounds]
    requests = len(rounds[0].times)
    return Line(
        section="api",
        what=f"POST {PATH}, {clients} client{'s' * (clients > 1)}",
        measured=f"{latency_words(values)}, {span(rates, 'requests/s', 0)}; "
        f"median of {len(rounds)} × {requests}",
        values=values
        | {
            "requests_per_second": median(rates),
            "clients": clients,
            "requests": requests,
            "repeats": len(rounds),
        },
    )


def closed_loop(
    port: int, pictures: Sequence[bytes], clients: int, requests: int
) -> Round:
    """Send `requests` in all from `clients` connections at once."""
    each = requests // clients
    ready = threading.Barrier(clients + 1)
    with ThreadPoolExecutor(clients) as pool:
        asked = [
            pool.submit(_ask, port, pictures, number, each, ready)
            for number in range(clients)
        ]
        ready.wait()
        begun = time.perf_counter()
        times = [seconds for one in asked for seconds in one.result()]
        return Round(times, time.perf_counter() - begun)


def _ask(port, pictures, number, count, ready) -> list[float]:
    """Times of one client's requests; each client begins with another picture."""
    forms = [multipart(content) for content in pictures]
    with Client(port) as client:
        ready.wait()
        return [
            predict(client, *forms[(number + turn) % len(forms)])
            for turn in range(count)
        ]


def predict(client: Client, body: bytes, content_type: str) -> float:
    """Seconds of one prediction; it must be one."""
    seconds, answer = client.post(PATH, body, content_type)
    if "label" not in answer["predictions"][0]:
        raise SetupError(
            f"Expected a label for a test image. Received: {answer!r}. "
            "Run `python -m dashboard doctor`."
        )
    return seconds
