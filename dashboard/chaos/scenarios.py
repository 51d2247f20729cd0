"""Every scenario by its name, in the order in which they run, and how often each puts
its promise to the test."""

import sys
from collections.abc import Callable, Iterable, Iterator

from dashboard.chaos import (
    crashes,
    cut_log,
    disk,
    line,
    outage,
    races,
    servers,
    trainers,
    trainings,
)
from dashboard.chaos.lab import Lab, lab
from dashboard.chaos.outcome import Outcome
from dashboard.errors import LookbookError
from dashboard.settings import Settings

Scenario = Callable[[Lab], Iterator[Outcome]]
# name -> (what happens, how often); "times" means kills, rounds, versions of a log,
# steps of room on a disk: each scenario says what
SCENARIOS: dict[str, tuple[Scenario, int]] = {
    "web": (servers.web, 20),
    "dispatcher": (servers.dispatcher, 20),
    "killed": (trainers.killed, 20),
    "stopped": (trainers.stopped, 20),
    "resume": (trainings.resume, 24),
    "cancel": (trainings.cancel, 20),
    "crowd": (line.crowd, 1),
    "intents": (line.intents, 20),
    "crashes": (crashes.crashes, 5),
    "states": (crashes.states, 5),
    "races": (races.races, 50),
    "outage": (outage.outage, 4),
    "disk": (disk.disk, 50),
    "log": (cut_log.cut_log, 20),
}


def outcomes(
    settings: Settings, names: Iterable[str], times: int | None, seed: int
) -> Iterator[Outcome]:
    """Run scenarios one after the other, each in a lab of its own.

    Args:
        times: how often to try; None for each scenario's own count.
    """
    for name in names:
        scenario, own = SCENARIOS[name]
        print(f"{name} ...", file=sys.stderr, flush=True)
        with lab(settings, times or own, f"{seed} {name}") as place:
            try:
                yield from scenario(place)
            except LookbookError as error:
                # without it, a server that does not start would hide all the rest
                yield Outcome(
                    f"The scenario {name} can be played",
                    "trials",
                    tried=1,
                    broken=[str(error)],
                )
