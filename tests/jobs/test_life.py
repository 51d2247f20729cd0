import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from dashboard.jobs import life
from dashboard.jobs.life import LEAST_WORK_SECONDS, LONGEST_QUIET_SECONDS, Life
from dashboard.jobs.watcher import RunWatcher


@pytest.fixture
def watcher(run):
    return RunWatcher(run)


@pytest.fixture
def spent(monkeypatch):
    """Processor seconds of this process."""
    seconds = [1.0]
    monkeypatch.setattr(life.time, "process_time", lambda: seconds[0])
    return seconds


def test_a_trainer_that_works_in_silence_moves_on(watcher, spent):
    found = Life(watcher)
    assert found.moved_at() == watcher.last_report_at
    spent[0] += LEAST_WORK_SECONDS
    moved = found.moved_at()
    assert moved > watcher.last_report_at
    assert found.moved_at() == moved  # nothing was done since
    watcher.report("step", step=1)
    assert found.moved_at() == watcher.last_report_at


def test_one_that_only_looks_after_its_run_does_not(watcher, spent):
    found = Life(watcher)
    spent[0] += LEAST_WORK_SECONDS / 10
    assert found.moved_at() == watcher.last_report_at


def test_work_without_a_word_for_long_goes_round_in_circles(spent):
    ago = timedelta(seconds=LONGEST_QUIET_SECONDS)
    silent = SimpleNamespace(last_report_at=(datetime.now(UTC) - ago).isoformat())
    found = Life(silent)
    spent[0] += LEAST_WORK_SECONDS
    assert found.moved_at() == silent.last_report_at


def test_computing_counts_as_work(watcher):
    found, end = Life(watcher), time.process_time() + 2 * LEAST_WORK_SECONDS
    while time.process_time() < end:
        pass
    assert found.moved_at() > watcher.last_report_at
