"""Eight processes publish and promote at the same time while this one reads."""

from collections.abc import Iterator

from dashboard.chaos import versions
from dashboard.chaos.lab import Lab
from dashboard.chaos.outcome import Outcome, demand
from dashboard.store import aliases

PROCESSES = 8


def races(lab: Lab) -> Iterator[Outcome]:
    """No number twice, no promotion lost, nothing half visible at any look."""
    outcome = Outcome(
        f"{PROCESSES} processes publish, promote, roll back and read at once: no "
        "number twice, no promotion lost, nothing half visible",
        "rounds",
    )
    store = versions.made(lab.settings.store)
    words = ("dashboard.chaos.deeds", "mixed", str(store.root), str(lab.times))
    workers = [lab.start(*words) for _ in range(PROCESSES)]
    looks = 0
    verified = set()
    while any(worker.poll() is None for worker in workers):
        with outcome.afterwards():
            for version in store.list(strict=True):
                if version.ref not in verified:
                    version.verify()
                    verified.add(version.ref)
            store.resolve()
            looks += 1
    outcome.tried = PROCESSES * lab.times
    outcome.note = f"read {looks:,} times meanwhile"
    said = "".join(worker.communicate()[0] for worker in workers)
    _compare(outcome, lab, store, said)
    yield outcome


def _compare(outcome: Outcome, lab: Lab, store, said: str) -> None:
    rounds = outcome.tried
    with outcome.afterwards():
        lines = [line.split() for line in said.splitlines()]
        told = {kind: [] for kind in ("published", "promoted")}
        for line in lines:
            demand(len(line) == 2 and line[0] in told, " ".join(line))
            told[line[0]].append(int(line[1]))
        # two versions and one promotion were there before
        expected = list(range(3, rounds + 3))
        demand(sorted(told["published"]) == expected, "a number is not as it was told")
        expected = list(range(2, 2 * rounds + 2))
        demand(sorted(told["promoted"]) == expected, "a promotion is lost")
        kept = len(aliases.history(store.root))
        demand(kept == 2 * rounds + 1, f"{kept} promotions are kept")
        versions.check_whole(store)
        left = versions.left_overs(store.root)
        demand(not left, f"{left} left behind")
