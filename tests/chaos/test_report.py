"""The table, for people and for the document."""

import io

import pytest
from rich.console import Console

from dashboard.chaos import report
from dashboard.chaos.outcome import Outcome

KEPT = Outcome("It holds", "kills", 5.0, 20, [], [1.234, 0.5], "two runs")
BROKEN = Outcome("It is whole", "trials", tried=1000, broken=["half a version"])
UNTRIED = Outcome("Nobody asked", "trials")


@pytest.mark.parametrize(
    ("outcome", "cells"),
    [
        (KEPT, ("It holds (two runs)", "20 kills", "0", "1.2 s of 5 s", "yes")),
        (BROKEN, ("It is whole", "1,000 trials", "1", "", "NO")),
        (UNTRIED, ("Nobody asked", "0 trials", "0", "", "NO")),
    ],
    ids=["kept", "broken", "untried"],
)
def test_a_row_has_counts_and_the_worst_time(outcome, cells):
    assert report.row(outcome) == cells


FACTS = {**report.facts(), "date": "2026-11-27", "commit": "abc1234", "changed": False}


def test_the_document_gets_a_line_for_each():
    lines = report.markdown([KEPT, BROKEN], FACTS).splitlines()
    assert lines[0] == "| promise | tried | broken | worst time | kept | code |"
    assert [line.count("|") for line in lines[:4]] == [7] * 4
    assert lines[2].endswith("| yes | commit abc1234 |")
    assert lines[-1] == report.words(FACTS)


def test_rows_that_were_not_tried_again_stay_with_the_facts_of_their_run():
    before = report.markdown([BROKEN, KEPT], FACTS)
    later = {**FACTS, "commit": "def5678"}
    whole = Outcome("It is whole", "trials", tried=3)
    text = report.markdown([whole, UNTRIED], later, before)
    table, *paragraphs = text.split("\n\n")
    codes = [line.split("|")[-2].strip() for line in table.splitlines()[2:]]
    assert codes == ["commit def5678", "commit abc1234", "commit def5678"]
    assert "| It is whole | 3 trials | 0 |" in table and "1,000" not in table
    assert paragraphs == [report.words(FACTS), report.words(later)]
    again = report.markdown([KEPT], later, text)
    assert again.split("\n\n")[1:] == [report.words(later)]


def test_the_terminal_says_what_was_broken():
    out = io.StringIO()
    report.show([KEPT, BROKEN], "Measured here.", Console(file=out, width=100))
    assert "BROKEN: It is whole\n  half a version" in out.getvalue()
    assert out.getvalue().endswith("Measured here.\n")


def test_the_facts_name_date_machine_and_code():
    facts = report.facts()
    words = report.words(facts)
    assert facts["date"] in words and facts["processor"] in words
    assert "commit" in words
