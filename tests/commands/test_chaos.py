"""`python -m dashboard chaos`: exit status, JSON, and the document."""

import json

import pytest

from dashboard.__main__ import main
from dashboard.chaos.outcome import Outcome
from dashboard.commands import chaos, marked
from dashboard.settings import ROOT


def test_a_scenario_is_tried_and_printed_as_json(capsys):
    assert main(["chaos", "--only", "log", "--times", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (outcome,) = told["outcomes"]
    assert outcome["kept"] and outcome["tried"] > 50
    assert told["date"]


def test_the_table_goes_between_the_marks(tmp_path):
    path = tmp_path / "page.md"
    path.write_text("before\n" + "\n".join(marked.marks(chaos.PART)) + "\nafter\n")
    words = ["chaos", "--only", "log", "--times", "1", "--write", str(path)]
    assert main(words) == 0
    text = path.read_text()
    assert text.startswith("before\n") and text.endswith("after\n")
    assert "| An event log cut after each byte" in text


def test_a_broken_promise_is_exit_status_1(monkeypatch, capsys):
    def broken(lab):
        yield Outcome("It holds", "kills", tried=1, broken=["it did not"])

    monkeypatch.setitem(chaos.SCENARIOS, "log", (broken, 1))
    assert main(["chaos", "--only", "log"]) == 1
    assert "it did not" in capsys.readouterr().out


@pytest.mark.parametrize("times", ["0", "1001", "-1", "x", "\u0661"])
def test_a_count_that_is_none_is_refused(times, capsys):
    with pytest.raises(SystemExit):
        main(["chaos", "--times", times])
    assert "expected 1 to 1000" in capsys.readouterr().err


def test_the_document_explains_every_scenario_and_has_a_place_for_the_table():
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in chaos.SCENARIOS)
    assert all(mark in text for mark in marked.marks(chaos.PART))
