"""A process dies at each crash point of publish, promote and the run folder, and what
it leaves must be whole; the points of a training are in trainings.py."""

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from dashboard import crash_points
from dashboard.chaos import kept_states, versions
from dashboard.chaos.deeds import TOKEN
from dashboard.chaos.lab import Lab
from dashboard.chaos.outcome import Outcome, demand
from dashboard.jobs import queue
from dashboard.jobs.folder import list_runs
from dashboard.marks.folder import Marks
from dashboard.marks.mark import Change
from dashboard.store import aliases

Check = Callable[[Lab, str], None]
PUBLISH = [name for name in crash_points.POINTS if name.startswith("publish-")]
PROMOTE = ["promote-locked", *(f"aliases-{step}" for step in crash_points.STEPS)]
CHANGE = [name for name in crash_points.POINTS if name.startswith("status-")]
CREATE = [
    *(f"request-{step}" for step in crash_points.STEPS),
    *(name for name in CHANGE if name != "status-unlogged"),
    *(name for name in crash_points.POINTS if name.startswith("create-")),
]


def crashes(lab: Lab) -> Iterator[Outcome]:
    """Each point, as often as the lab tries."""
    deeds = {
        "publish": (PUBLISH, publish),
        "promote": (PROMOTE, promote),
        "make a run": (CREATE, create),
        "change a run": (CHANGE, change),
        "mark a version": ([f"marks-{step}" for step in crash_points.STEPS], mark),
    }
    for what, (points, check) in deeds.items():
        yield at_each(lab, what, points, check)


def at_each(lab: Lab, what: str, points: Collection[str], check: Check) -> Outcome:
    """Die at each of the points of a deed, and check what is left."""
    outcome = Outcome(
        f"Killed at each of {len(points)} points of {what}: the old state or the new, "
        "and the next one goes through",
        "kills",
    )
    for _ in range(lab.times):
        for point in points:
            with outcome.trial():
                check(lab, point)
            shutil.rmtree(lab.settings.store, ignore_errors=True)
    return outcome


def states(lab: Lab) -> Iterator[Outcome]:
    """The points of a checkpoint; kept_states.py dies at them, since it takes seconds
    to load Keras."""
    outcome = Outcome(
        f"Killed at each of {len(kept_states.POINTS)} points of a checkpoint: the last "
        "whole state is read, and the next one is kept",
        "kills",
    )
    with outcome.afterwards():
        words = (str(lab.folder / "states"), str(lab.times))
        child = lab.start("dashboard.chaos.kept_states", *words)
        said, _ = child.communicate()
        demand(child.returncode == 0, said[-300:])
        outcome.tried, outcome.broken = json.loads(said.splitlines()[-1])
    yield outcome


def die(lab: Lab, point: str, *words: str) -> None:
    """Let a process do a deed until it comes to `point`."""
    environ = {crash_points.VARIABLE: point}
    child = lab.start("dashboard.chaos.deeds", *words, **environ)
    said, _ = child.communicate()
    code = child.returncode
    demand(code == crash_points.STATUS, f"{point}: exit status {code}: {said[-200:]}")


def publish(lab: Lab, point: str) -> None:
    """Nobody sees half a version, and nothing stays of one."""
    store = versions.made(lab.settings.store)
    die(lab, point, "publish", str(store.root))
    versions.check_whole(store)
    there = len(store.list())
    demand(there == (3 if point == "publish-renamed" else 2), f"{point}: {there}")
    demand(store.resolve().number == 1, f"{point}: another champion")
    number = store.publish(versions.NAME, versions.fill).number
    demand(number == there + 1, f"{point}: then number {number}")
    _demand_clean(store.root, point)


def promote(lab: Lab, point: str) -> None:
    """The old champion or the new one, and nobody waits for a dead one's lock."""
    store = versions.made(lab.settings.store)
    die(lab, point, "promote", str(store.root))
    versions.check_whole(store)
    generation = aliases.champion(store.root).generation
    demand(generation == (2 if point == "aliases-renamed" else 1), f"{point}: no")
    alias = aliases.promote(store.root, versions.NAME, 2, by="chaos", reason="")
    demand(alias.generation == generation + 1, f"{point}: {alias.generation}")
    _demand_clean(store.root, point)


def create(lab: Lab, point: str) -> None:
    """No run or a whole one, and the same token never gives a second."""
    _forget_runs(lab)
    die(lab, point, "create")
    there = list_runs(lab.settings)
    demand(len(there) == (point == "create-renamed"), f"{point}: {len(there)} runs")
    again = lab.submit("brief", token=TOKEN)
    runs = list_runs(lab.settings)
    demand(runs == [again], f"{point}: {len(runs)} runs then")
    demand(not there or there == runs, f"{point}: another run for the same token")
    demand(runs[0].stored().state == "queued", f"{point}: not in the line")
    lab.submit()  # whoever makes the next run removes what is left
    _demand_clean(lab.settings.runs, point)


def change(lab: Lab, point: str) -> None:
    """The old state or the new one, and another attempt can begin."""
    _forget_runs(lab)
    run = lab.submit("brief")
    die(lab, point, "change", run.id)
    new = point in ("status-renamed", "status-unlogged")
    state = run.stored().state
    demand(state == ("starting" if new else "queued"), f"{point}: {state}")
    run.change("failed", message="Given up.")
    queue.resume(lab.settings, run)
    demand(run.stored().state == "queued", f"{point}: does not go on")
    _demand_clean(run.folder, point)


def mark(lab: Lab, point: str) -> None:
    """The old mark or the new one, and the next one can be set."""
    marks = Marks(lab.settings.runs)
    marks.change(["shoes/1"], Change(star=False))
    die(lab, point, "mark")
    star = marks.get("shoes/1").star
    demand(star == (point == "marks-renamed"), f"{point}: star {star}")
    marks.change(["shoes/1"], Change(star=True))
    demand(marks.get("shoes/1").star, f"{point}: cannot be marked")
    _demand_clean(marks.root, point)


def _forget_runs(lab: Lab) -> None:
    for name in os.listdir(lab.settings.runs):
        path = lab.settings.runs / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _demand_clean(folder: Path, point: str) -> None:
    left = versions.left_overs(folder)
    demand(not left, f"{point}: {left} left behind")
