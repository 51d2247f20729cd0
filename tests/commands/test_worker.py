"""The command `worker` as a process, as far as it goes without Redis."""

import os
import signal
import subprocess
import sys
from argparse import ArgumentParser

import pytest

from dashboard.__main__ import main
from dashboard.commands import worker
from dashboard.settings import ROOT, Settings

TWO = r"""
import signal, sys
from dashboard.commands.worker import together
from dashboard.settings import Settings
# one write: two that print at once could mix their lines
words = "import os, signal; os.write(1, b'here\\n'); signal.pause()"
sleeper = [sys.executable, "-c", words]
print(together(Settings(), [sleeper, sleeper]))
"""


def parsed(*words):
    parser = ArgumentParser()
    worker.arguments(parser)
    return parser.parse_args(words)


def test_both_queues_are_served_unless_one_is_named():
    assert parsed().queues == ("train", "ui")
    assert parsed("--queues", "ui").queues == ("ui",)
    assert parsed("--concurrency", "2").concurrency == 2


@pytest.mark.parametrize(
    "words",
    [("--queues", "trains"), ("--queues", ""), ("--concurrency", "0")],
)
def test_a_wrong_word_is_refused(words, capsys):
    with pytest.raises(SystemExit):
        parsed(*words)
    assert "expected" in capsys.readouterr().err


def test_without_redis_it_says_that_no_worker_is_needed(monkeypatch, capsys):
    monkeypatch.delenv("REDIS_URL", raising=False)
    assert main(["worker"]) == 1
    assert "Expected REDIS_URL" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_workers_side_by_side_leave_together(number):
    with subprocess.Popen(
        [sys.executable, "-c", TWO],
        cwd=ROOT,
        env={**os.environ, **Settings().environment()},
        stdout=subprocess.PIPE,
        text=True,
    ) as both:
        assert [both.stdout.readline() for _ in range(2)] == ["here\n"] * 2
        both.send_signal(number)
        assert both.stdout.read() == f"{int(signal.SIGTERM)}\n"


def test_the_end_of_one_worker_ends_the_other():
    sleeper = [sys.executable, "-c", "import signal; signal.pause()"]
    failing = [sys.executable, "-c", "raise SystemExit(3)"]
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        assert worker.together(Settings(), [sleeper, failing]) == signal.SIGTERM
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
