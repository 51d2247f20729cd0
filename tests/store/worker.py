"""What other processes do to a store while a test looks on; loads in a tenth of a
second, because nothing here needs NumPy.

    python -m tests.store.worker publish ROOT NAME TIMES
    python -m tests.store.worker promote ROOT NAME NUMBER TIMES
    python -m tests.store.worker crash publish|promote STORE FOLDER
"""

import os
import shutil
import sys
from pathlib import Path

from dashboard.chaos.versions import fill
from dashboard.store import aliases
from dashboard.store.versions import ModelStore

CRASHED = 9
HOOKED = ("rename", "replace", "fsync")


def publish(root: str, name: str, times: str) -> None:
    """Publish and say the numbers."""
    for _ in range(int(times)):
        print(ModelStore(Path(root)).publish(name, fill).number, flush=True)


def promote(root: str, name: str, number: str, times: str) -> None:
    """Promote and say the generations."""
    for _ in range(int(times)):
        alias = aliases.promote(Path(root), name, int(number), by="worker", reason="")
        print(alias.generation, flush=True)


def crash(deed: str, store: str, folder: str) -> None:
    """Do a deed on copies of a store; die before and after each system call that
    orders writes. Copy n lies in `folder`/n; the last deed was not cut short."""
    point = 0
    while True:
        point += 1
        copy = Path(folder) / str(point)
        shutil.copytree(store, copy)
        child = os.fork()
        if child == 0:
            _die_at(point)
            if deed == "publish":
                ModelStore(copy).publish("shoes", fill)
            else:
                aliases.promote(copy, "shoes", 2, by="worker", reason="")
            os._exit(0)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        print(code, flush=True)
        if code != CRASHED:
            return


def _die_at(point: int) -> None:
    """Wrap the system calls: call c dies at its beginning when point is 2c - 1, and
    at its end when point is 2c."""
    passed = 0

    def wrap(call):
        def wrapped(*args, **kwargs):
            nonlocal passed
            passed += 1
            if passed == point:
                os._exit(CRASHED)
            result = call(*args, **kwargs)
            passed += 1
            if passed == point:
                os._exit(CRASHED)
            return result

        return wrapped

    for name in HOOKED:
        setattr(os, name, wrap(getattr(os, name)))


if __name__ == "__main__":
    deeds = {"publish": publish, "promote": promote, "crash": crash}
    deeds[sys.argv[1]](*sys.argv[2:])
