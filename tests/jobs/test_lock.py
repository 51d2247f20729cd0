import os
import subprocess
import sys

import pytest

from dashboard.errors import RunError
from dashboard.jobs.lock import INHERITED, acquire, held, inherited, locked
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


def test_a_process_is_born_with_a_lock_and_frees_it_by_its_death(tmp_path):
    path = tmp_path / "lock"
    program = (
        "import signal, sys; from pathlib import Path; "
        "from dashboard.jobs.lock import inherited; lock = inherited(Path(sys.argv[1]))"
        "; print('held' if lock else 'none', flush=True); signal.pause()"
    )
    command = [sys.executable, "-c", program, str(path)]
    with acquire(path) as lock:
        number = lock.fileno()
        env = {**os.environ, INHERITED: str(number)}
        child = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=subprocess.PIPE, pass_fds=(number,)
        )
    with child:
        assert held(path)  # from its first moment, before it knows of it
        assert child.stdout.readline() == b"held\n"
        assert held(path)
        child.kill()
    assert not held(path)


@pytest.mark.parametrize("value", [None, "", "x", "-1", "999999", "other file"])
def test_a_lock_that_was_not_inherited_is_none(tmp_path, monkeypatch, value):
    with acquire(tmp_path / "other") as other, acquire(tmp_path / "lock"):
        if value is not None:
            number = str(other.fileno()) if value == "other file" else value
            monkeypatch.setenv(INHERITED, number)
        assert inherited(tmp_path / "lock") is None


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
