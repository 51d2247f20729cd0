import subprocess
import sys

import pytest

from dashboard.errors import RunError
from dashboard.jobs.lock import acquire, held, locked
from dashboard.settings import ROOT


def test_a_lock_is_held_until_it_is_released(tmp_path):
    path = tmp_path / "lock"
    assert not held(path)
    assert not path.exists()  # asking leaves no file behind
    with acquire(path) as lock:
        assert held(path)
        assert acquire(path, 0) is None
        lock.release()
        lock.release()
        assert not held(path)


def test_the_kernel_frees_the_lock_of_a_killed_process(tmp_path):
    path = tmp_path / "lock"
    program = (
        "import signal, sys; from pathlib import Path; "
        "from dashboard.jobs.lock import acquire; lock = acquire(Path(sys.argv[1])); "
        "print('held', flush=True); signal.pause()"
    )
    command = [sys.executable, "-c", program, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        assert held(path)
        holder.kill()
    assert not held(path)


def test_a_short_section_gives_up_on_a_lock_that_stays_held(tmp_path):
    with acquire(tmp_path / "lock"):
        with pytest.raises(RunError, match="another process holds it"):
            with locked(tmp_path / "lock", 0):
                pass


def test_those_who_ask_do_not_take_each_other_for_a_holder(tmp_path):
    import fcntl

    path = tmp_path / "lock"
    with open(path, "w") as asking:
        fcntl.flock(asking, fcntl.LOCK_SH)  # what held() does for a moment
        assert not held(path)
