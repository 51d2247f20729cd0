"""The process on a disk that fills up; prints ["deed", tried, refused, [broken, ...]]
for each deed.

    python -m dashboard.chaos.full_disk FOLDER TIMES tmpfs|limit DEED ...
"""

import json
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.chaos import versions
from dashboard.chaos.outcome import demand
from dashboard.errors import LookbookError
from dashboard.jobs import queue
from dashboard.jobs.folder import list_runs
from dashboard.jobs.request import Request
from dashboard.settings import Settings
from dashboard.store import aliases

DISK = 2 * 1024 * 1024  # bytes
PAGE = 4096  # what a file takes at least
STEP = 32  # bytes by which the limit on a file's size grows

Room = Callable[[int], object]


@contextmanager
def little_room(folder: Path, steps: int) -> Iterator[None]:
    """Only so many pages are free for the length of the block."""
    ballast = folder / "ballast"
    disk = os.statvfs(folder)
    free = disk.f_bavail * disk.f_frsize
    ballast.write_bytes(bytes(max(0, free - steps * PAGE)))
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def short_files(folder: Path, steps: int) -> Iterator[None]:
    """No file may be longer than so many steps for the length of the block."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # without this the kernel kills; with it, a write fails as on a full disk
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (steps * STEP, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def refused(deed: Callable[[], object], room) -> bool:
    """Do it with little room; whether it was refused, as an error and no crash."""
    try:
        with room:
            deed()
    except (OSError, LookbookError):
        return True
    return False


def publish(folder: Path, room: Room, number: int) -> bool:
    """A version that does not fit is not there, nor anything of it."""
    store = versions.made(folder / "store")
    no = refused(lambda: store.publish(versions.NAME, versions.fill), room(number))
    versions.check_whole(store)
    demand(len(store.list()) == (2 if no else 3), f"{len(store.list())} versions")
    left = versions.left_overs(store.root)
    demand(not left, f"{left} left behind")
    store.publish(versions.NAME, versions.fill)
    versions.check_whole(store)
    return no


def promote(folder: Path, room: Room, number: int) -> bool:
    """A promotion is kept or it is not; the list of them stays readable."""
    root = versions.made(folder / "aliases").root

    def deed():
        aliases.promote(root, versions.NAME, 2, by="chaos", reason="")

    no = refused(deed, room(number))
    demand(aliases.champion(root).number == (1 if no else 2), "the wrong champion")
    left = versions.left_overs(root)
    demand(not left, f"{left} left behind")
    deed()
    demand(aliases.champion(root).number == 2, "not promoted with room")
    return no


def submit(folder: Path, room: Room, number: int) -> bool:
    """A run that does not fit is not in the line."""
    settings = Settings(runs=folder / "runs")
    settings.runs.mkdir()
    request = Request({}, "brief", None, "a token", "chaos")
    no = refused(lambda: queue.submit(settings, request), room(number))
    demand(len(list_runs(settings)) == (not no), "half a run")
    run = queue.submit(settings, request)
    demand([one.id for one in list_runs(settings)] == [run.id], "not one run")
    left = versions.left_overs(settings.runs)
    demand(not left, f"{left} left behind")
    return no


def report(folder: Path, room: Room, number: int) -> bool:
    """A state that does not fit is the old one, and an event is whole or left out."""
    settings = Settings(runs=folder / "events")
    run = queue.submit(settings, Request({}, "brief", None, "a token", "chaos"))

    def deed():
        for step in range(100):
            run.report("step", step=step, words="a" * 100)
        run.change("running", message="a" * 5000)

    no = refused(deed, room(number))
    demand(run.stored().state in ("queued", "running"), "a state of nobody")
    steps = [event["step"] for event in run.events() if event["kind"] == "step"]
    demand(steps == list(range(len(steps))), f"events {steps[-3:]}")
    run.report("epoch", epoch=1)
    demand(run.events()[-1]["kind"] == "epoch", "the next event is spoiled")
    return no


def checkpoint(folder: Path, room: Room, number: int) -> bool:
    """The state that was kept before can be read if the new one does not fit."""
    from dashboard.chaos import kept_states

    path = folder / "states" / "resume.state"
    kept_states.write(path, 1)
    # a state is larger than a page
    no = refused(lambda: kept_states.write(path, 2), room(2 * number))
    epoch = kept_states.read(path)
    demand(epoch == (1 if no else 2), f"the state of epoch {epoch}")
    kept_states.write(path, 3)
    demand(kept_states.read(path) == 3, "not kept with room")
    return no


DEEDS = {
    "publish": publish,
    "promote": promote,
    "submit": submit,
    "report": report,
    "checkpoint": checkpoint,
}


def main(place: str, times: str, kind: str, *deeds: str) -> None:
    """Do each deed with more and more room."""
    folder = Path(place)
    room = little_room if kind == "tmpfs" else short_files
    for deed in deeds:
        broken, no = [], 0
        for number in range(int(times)):
            trial = folder / "trial"
            trial.mkdir()
            try:
                no += DEEDS[deed](trial, lambda n: room(folder, n), number)
            except (LookbookError, OSError) as error:
                broken.append(f"{deed} with room {number}: {error}")
            shutil.rmtree(trial)
        print(json.dumps([deed, int(times), no, broken]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
