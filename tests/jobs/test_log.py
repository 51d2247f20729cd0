"""A log read in portions while it grows."""

import pytest

from dashboard.jobs import log
from dashboard.jobs.files import LOG_TAIL_BYTES, RunFiles


@pytest.fixture
def run(tmp_path):
    return RunFiles("a run", tmp_path)


def test_a_log_that_is_not_there_is_empty(run):
    assert log.portion(run, None, False) == ("", 0)
    assert log.portion(run, 17, True) == ("", 0)


def test_portions_together_are_the_log(run):
    run.log_file.write_text("one\ntwo\nthr")
    first, place = log.portion(run, None, False)
    assert first == "one\ntwo\n"
    assert log.portion(run, place, False) == ("", place)
    run.log_file.write_text("one\ntwo\nthree ä\nfour")
    second, place = log.portion(run, place, False)
    last, _ = log.portion(run, place, True)
    assert first + second + last == "one\ntwo\nthree ä\nfour"


def test_a_long_log_begins_near_its_end_with_a_whole_line(run):
    line = "0123456789" * 10 + "\n"
    run.log_file.write_text(line * 2000)
    text, place = log.portion(run, None, False)
    assert LOG_TAIL_BYTES - len(line) < len(text) <= LOG_TAIL_BYTES
    assert text.startswith(line)
    assert place == len(line) * 2000


def test_a_reader_left_far_behind_gets_the_end(run):
    run.log_file.write_text("x\n")
    _, place = log.portion(run, None, False)
    run.log_file.write_text("y\n" * LOG_TAIL_BYTES)
    text, _ = log.portion(run, place, False)
    assert len(text) <= LOG_TAIL_BYTES


@pytest.mark.parametrize("start", [-1, 10**15])
def test_a_place_that_is_not_in_the_log_begins_anew(run, start):
    run.log_file.write_text("one\n")
    assert log.portion(run, start, False) == ("one\n", 4)


def test_what_a_terminal_overwrites_is_gone(run):
    run.log_file.write_text("1 %\r50 %\r100 %\ndone\r\n")
    assert log.portion(run, None, False)[0] == "100 %\ndone\n"
