"""Places at which a test or `python -m dashboard chaos` lets a process die, as a power
cut or the kernel would: no `finally` runs, nothing is flushed. Without the variable
LOOKBOOK_CRASH_AT nothing happens there.
"""

import os

VARIABLE = "LOOKBOOK_CRASH_AT"
STATUS = 137  # what a shell says of a process that got SIGKILL

# the steps of atomic.write_with, of every file that says a name to it
STEPS = ("opened", "written", "synced", "renamed")
FILES = ("aliases", "best", "checkpoint", "marks", "request", "status")
PLACES = (
    "create-drafted",
    "create-synced",
    "create-renamed",
    "status-unlogged",
    "publish-staged",
    "publish-filled",
    "publish-described",
    "publish-synced",
    "publish-renamed",
    "promote-locked",
    "checkpoint-moved",
    "checkpoint-placed",
)
POINTS = (*PLACES, *(f"{file}-{step}" for file in FILES for step in STEPS))

_reached: dict[str, int] = {}


def reach(name: str) -> None:
    """Die here if LOOKBOOK_CRASH_AT names this place: "name", or "name:3" for the third
    time that the process comes by."""
    wanted = os.environ.get(VARIABLE)
    if not wanted:
        return
    place, _, turn = wanted.partition(":")
    if place == name:
        _reached[name] = _reached.get(name, 0) + 1
        if _reached[name] == int(turn or 1):
            os._exit(STATUS)
