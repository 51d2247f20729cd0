import os
import signal
import threading

import pytest

from dashboard.jobs import termination
from dashboard.jobs.worker import hold


def test_sigterm_cancels_even_a_block_that_does_not_heed_it(run, monkeypatch):
    monkeypatch.setattr(termination, "INSIST_SECONDS", 0.1)
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit):
        with hold(run):
            os.kill(os.getpid(), signal.SIGTERM)
            threading.Event().wait(20)
    assert run.status().state == "cancelled"
    assert signal.getsignal(signal.SIGTERM) == before


def test_sigterm_asks_first_and_insists_when_it_comes_again(run):
    with pytest.raises(SystemExit):
        with hold(run) as kept:
            os.kill(os.getpid(), signal.SIGTERM)
            assert kept.watcher.stop_asked()  # and the block goes on
            os.kill(os.getpid(), signal.SIGTERM)
            threading.Event().wait(20)
    assert run.status().state == "cancelled"


def test_a_cancel_ends_a_block_that_does_not_look(run, monkeypatch):
    monkeypatch.setattr(termination, "INSIST_SECONDS", 0.1)
    with pytest.raises(SystemExit):
        with hold(run):
            run.cancel()
            threading.Event().wait(20)
    assert run.status().state == "cancelled"
