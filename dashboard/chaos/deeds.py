"""What a process does to a store or to runs while chaos kills it or looks on.

    python -m dashboard.chaos.deeds publish|promote|mixed STORE [TIMES]
    python -m dashboard.chaos.deeds create | change RUN | mark

Each deed says what it did, a line each.
"""

import sys
from pathlib import Path

from dashboard.chaos.versions import NAME, fill
from dashboard.store import aliases
from dashboard.store.versions import ModelStore

TOKEN = "a token"


def publish(root: str, times: str = "1") -> None:
    """Publish and say the numbers."""
    for _ in range(int(times)):
        print(ModelStore(Path(root)).publish(NAME, fill).number, flush=True)


def promote(root: str, times: str = "1") -> None:
    """Promote the second version and say the generations."""
    for _ in range(int(times)):
        alias = aliases.promote(Path(root), NAME, 2, by="chaos", reason="")
        print(alias.generation, flush=True)


def mixed(root: str, times: str) -> None:
    """Publish, promote what was published, roll back, read; say "published N" and
    "promoted N"."""
    store = ModelStore(Path(root))
    for _ in range(int(times)):
        number = store.publish(NAME, fill).number
        print("published", number, flush=True)
        for target in (number, 1):
            alias = aliases.promote(store.root, NAME, target, by="chaos", reason="")
            print("promoted", alias.generation, flush=True)
        store.resolve().verify()


def create() -> None:
    """Submit a run and say its id."""
    from dashboard.jobs.queue import submit
    from dashboard.jobs.request import Request
    from dashboard.settings import Settings

    request = Request({}, "brief", None, TOKEN, created_by="chaos")
    print(submit(Settings.from_environment(), request).id, flush=True)


def change(run_id: str) -> None:
    """Take a run from the line."""
    from dashboard.jobs.folder import get_run
    from dashboard.settings import Settings

    run = get_run(Settings.from_environment(), run_id)
    run.change("starting", only_from=("queued",), message="Starting.")


def mark() -> None:
    """Star a version."""
    from dashboard.marks.folder import Marks
    from dashboard.marks.mark import Change
    from dashboard.settings import Settings

    Marks(Settings.from_environment().runs).change(["shoes/1"], Change(star=True))


DEEDS = {
    "publish": publish,
    "promote": promote,
    "mixed": mixed,
    "create": create,
    "change": change,
    "mark": mark,
}

if __name__ == "__main__":
    DEEDS[sys.argv[1]](*sys.argv[2:])
