"""What the server takes for a person's steps on Browse and Confusion, over HTTP by the
callbacks that the browser calls. Drawing in the browser is not in it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import ids
from dashboard.bench import payload
from dashboard.bench.client import Client
from dashboard.bench.line import Line, latency_words, milliseconds, unmeasured
from dashboard.bench.server import serving
from dashboard.bench.setup import Setup
from dashboard.components.browse_controls import ANY
from dashboard.errors import SetupError
from dashboard.labels import CLASSES

LIMIT = 100.0  # ms
WARM_UP = 3
TILES = 60
CELL = (6, 0)  # Shirt answered T-shirt/top, the usual mistake

GRID, MATRIX = f"{ids.BROWSE_GRID}.children", f"{ids.CONFUSION_MATRIX}.children"
DETAIL, CHOSEN = f"{ids.BROWSE_DETAIL_BODY}.children", f"{ids.CONFUSION_CHOSEN}.data"


@dataclass(frozen=True)
class Operation:
    """A step of a person.

    Attributes:
        calls: (output, changed "id.property", values other than the page's first
            ones) of each callback that the browser calls for it, in order.
    """

    what: str
    calls: tuple[tuple[str, str, Mapping[str, Any]], ...]


def operations() -> list[Operation]:
    """The steps that are measured."""
    outcome, sort = f"{ids.BROWSE_OUTCOME}.value", f"{ids.BROWSE_SORT}.value"
    page = f"{ids.BROWSE_PAGE}.active_page"
    measure = f"{ids.CONFUSION_MEASURE}.value"
    number = CELL[0] * CLASSES + CELL[1]
    cells = {f"{ids.CONFUSION_CELL}.n_clicks": _clicks(CLASSES**2, number)}
    clicked = f"{payload.pattern_id(ids.CONFUSION_CELL, number)}.n_clicks"
    tiles = {f"{ids.BROWSE_IMAGE}.n_clicks": _clicks(TILES, 3)}
    opened = f"{payload.pattern_id(ids.BROWSE_IMAGE, 3)}.n_clicks"
    chosen = ((CHOSEN, clicked, cells), (MATRIX, CHOSEN, {CHOSEN: list(CELL)}))
    return [
        Operation(
            "Browse: filter wrong answers", ((GRID, outcome, {outcome: "wrong"}),)
        ),
        Operation("Browse: sort by loss", ((GRID, sort, {sort: "loss"}),)),
        Operation("Browse: page 2", ((GRID, page, {page: 2}),)),
        Operation("Browse: image click", ((DETAIL, opened, tiles),)),
        Operation("Confusion: cell click", chosen),
        Operation("Confusion: per cent", ((MATRIX, measure, {measure: "percent"}),)),
    ]


def first_values(model: str) -> dict[str, Any]:
    """What the two pages show when they are opened, by "id.property"."""
    return {
        f"{ids.BROWSE_MODEL}.value": model,
        f"{ids.BROWSE_OPENED}.data": None,
        f"{ids.BROWSE_TRUE}.value": ANY,
        f"{ids.BROWSE_PREDICTED}.value": ANY,
        f"{ids.BROWSE_OUTCOME}.value": "all",
        f"{ids.BROWSE_CONFIDENCE}.value": [0, 1],
        f"{ids.BROWSE_SORT}.value": "index",
        f"{ids.BROWSE_DESCENDING}.value": "ascending",
        f"{ids.BROWSE_PAGE}.active_page": 1,
        f"{ids.BROWSE_DETAIL}.is_open": False,
        f"{ids.CONFUSION_MODEL}.value": model,
        f"{ids.CONFUSION_MEASURE}.value": "counts",
        CHOSEN: None,
    }


class Visitor:
    """A person on both pages, with one version chosen."""

    def __init__(self, client: Client, model: str):
        self._client = client
        self._dependencies = client.get("/_dash-dependencies")
        self._values = first_values(model)

    def perform(self, operation: Operation) -> float:
        """Seconds of an operation.

        Raises:
            SetupError: the server does not answer it.
        """
        return sum(self._call(*call) for call in operation.calls)

    def _call(self, output: str, changed: str, other: Mapping[str, Any]) -> float:
        dependency = payload.find(self._dependencies, output)
        body = payload.payload(dependency, {**self._values, **other}, [changed])
        content = json.dumps(body).encode()
        seconds, answer = self._client.post(payload.PATH, content, "application/json")
        # a callback that fails answers 200 with a notice in place of its outputs
        if output.rpartition(".")[0] not in answer.get("response", {}):
            raise SetupError(
                f"Expected an answer with {output}. Received: a notice or nothing. "
                "Do the same on the page that `make run` serves; its log says more."
            )
        return seconds


def measure(setup: Setup) -> list[Line]:
    """One line per operation; they take turns, so that noise meets all alike."""
    times: dict[str, list[float]] = {one.what: [] for one in operations()}
    failed: dict[str, SetupError] = {}
    with serving(setup.settings) as server, Client(server.port) as client:
        visitor = Visitor(client, setup.version.ref)
        for turn in range(WARM_UP + setup.counts.operations):
            for one in operations():
                if one.what in failed:
                    continue
                try:
                    seconds = visitor.perform(one)
                except SetupError as error:
                    failed[one.what] = error
                    continue
                if turn >= WARM_UP:
                    times[one.what].append(seconds)
    return [
        unmeasured("pages", what, failed[what])
        if what in failed
        else to_line(what, found)
        for what, found in times.items()
    ]


def to_line(what: str, times: Sequence[float]) -> Line:
    """p50 and p95; the bound holds for p95."""
    values = milliseconds(times)
    return Line(
        section="pages",
        what=what,
        measured=f"{latency_words(values)}; {len(times)} times",
        expected=f"p95 under {LIMIT:g} ms",
        met=values["p95_ms"] < LIMIT,
        values=values | {"repeats": len(times)},
    )


def _clicks(count: int, clicked: int) -> dict[int, int | None]:
    return {index: 1 if index == clicked else None for index in range(count)}
