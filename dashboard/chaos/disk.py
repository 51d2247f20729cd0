"""A disk that is full while versions are published and runs are made and report.

The trials are full_disk.py's, in a process that sees a small file system in memory, or
where this user may not mount one, with a limit on the size of its files.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator

from dashboard.chaos.full_disk import DISK
from dashboard.chaos.lab import Lab
from dashboard.chaos.outcome import Outcome, demand

# a mount of its own, which is gone with the process
MOUNTED = 'mount -t tmpfs -o size="$1" lookbook "$2" && shift 2 && exec "$@"'
# root may, and others where the kernel lets them be root among themselves
WAYS = (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"])
PROMISES = {
    "publish": "Disk full while publishing: the store is whole, and the next one is "
    "published once there is room",
    "promote": "Disk full while promoting: the old champion or the new one",
    "submit": "Disk full while a run is made: no run or a whole one",
    "report": "Disk full while a run reports and changes: its state and whole events "
    "are read, and later ones are not spoiled",
    "checkpoint": "Disk full while a training keeps its state: the last whole one is "
    "there",
}


def disk(lab: Lab, deeds: tuple[str, ...] = tuple(PROMISES)) -> Iterator[Outcome]:
    """Leave less and less room to what is to be written."""
    place = lab.folder / "disk"
    place.mkdir()
    words = ["dashboard.chaos.full_disk", str(place), str(lab.times)]
    mounted = _way(str(place))
    prefix = [*mounted, "sh", "-c", MOUNTED, "sh", str(DISK), str(place)]
    kind = "tmpfs" if mounted else "limit"
    child = lab.start(*words, kind, *deeds, prefix=prefix if mounted else [])
    said, _ = child.communicate()
    with_words = "a full tmpfs" if mounted else "RLIMIT_FSIZE instead of a full disk"
    for deed in deeds:
        yield _outcome(deed, said, with_words)


def _way(place: str) -> list[str]:
    """How this user may mount; [] where there is none."""
    for way in WAYS:
        command = [*way, "sh", "-c", MOUNTED, "sh", str(DISK), place, "true"]
        if (
            shutil.which(way[0])
            and not subprocess.run(command, capture_output=True, check=False).returncode
        ):
            return way
    return []


def _outcome(deed: str, said: str, note: str) -> Outcome:
    outcome = Outcome(PROMISES[deed], "trials", note=note)
    with outcome.afterwards():
        found = [line for line in said.splitlines() if line.startswith(f'["{deed}"')]
        demand(len(found) == 1, f"{deed}: {said[-300:]}")
        _, outcome.tried, refused, broken = json.loads(found[0])
        outcome.broken += broken
        outcome.note = f"{note}; {refused} of them refused for lack of room"
    return outcome
