import subprocess
import sys

from dashboard.jobs.queue import submit
from dashboard.jobs.watch import watch
from dashboard.jobs.worker import hold
from dashboard.settings import ROOT
from tests.jobs.stand_in import request


def test_a_watcher_shows_every_state_and_ends_with_the_run(settings):
    run = submit(settings, request("t", recipe={"head_epochs": 1, "epochs": 2}))
    shown = []

    def story():
        with hold(run) as kept:
            kept.watcher.report("step", epoch=2, step=3, steps=9, loss=0.5, epochs=2)
            yield
            kept.succeed("shoes/1")
        yield

    pages = story()
    status = watch(run, shown.append, lambda: next(pages))
    assert status.version == "shoes/1"
    assert [page["state"] for page in shown] == ["queued", "running", "succeeded"]
    assert shown[0]["step"] is None
    middle = shown[1]
    assert (middle["epoch"], middle["epochs"], middle["loss"]) == (2, 3, 0.5)
    assert list(shown[2])[-2:] == ["message", "version"]


def test_the_room_loads_no_web_and_no_tensorflow():
    code = (
        "import sys, pkgutil, importlib, dashboard.jobs as room\n"
        "for m in pkgutil.iter_modules(room.__path__):\n"
        "    importlib.import_module('dashboard.jobs.' + m.name)\n"
        "names = {n.split('.')[0] for n in sys.modules}\n"
        "print(names & {'keras', 'tensorflow', 'dash', 'flask', 'numpy'})"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert out.stdout.strip() == "set()", out.stderr
