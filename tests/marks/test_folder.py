import json
import subprocess
import sys

import pytest
from filelock import FileLock

from dashboard.errors import MarkError
from dashboard.marks import folder
from dashboard.marks.folder import Marks
from dashboard.marks.mark import Change, Mark
from dashboard.settings import ROOT

RUN = "20261124-133624-residual-6625"


@pytest.fixture
def marks(tmp_path):
    return Marks(tmp_path / "runs")


def test_runs_and_versions_are_marked_several_at_once(marks):
    assert (marks.all(), marks.get(RUN)) == ({}, Mark())
    marks.change([RUN, "shoes/3", RUN], Change(add=("good",), star=True))
    expected = Mark(("good",), star=True)
    assert marks.all() == {RUN: expected, "shoes/3": expected}
    assert marks.get("shoes/3") == expected
    assert marks.get("shoes/33") == Mark()


@pytest.mark.parametrize(
    "name", ["../x", "shoes/..", "", None, 3, "shoes/0", "a" * 200, "shoes@3", "a\n"]
)
def test_a_name_that_is_none_changes_nothing(marks, name):
    with pytest.raises(MarkError, match="Expected a run id or a version"):
        marks.change([RUN, name], Change(star=True))
    assert marks.all() == {}


def test_a_changed_file_is_read_again(marks):
    marks.change([RUN], Change(note="first"))
    assert marks.all()[RUN].note == "first"
    marks.change([RUN], Change(note="other"))
    assert marks.all()[RUN].note == "other"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"tags": 3}', "\xff"])
def test_a_damaged_file_is_left_out_and_named_when_changed(marks, caplog, text):
    marks.change([RUN, "shoes/1"], Change(star=True))
    (marks.root / f"{RUN}.json").write_text(text, encoding="latin-1")
    assert list(marks.all()) == ["shoes/1"]
    assert RUN in caplog.text
    with pytest.raises(MarkError, match=f"{RUN}.json"):
        marks.change(["shoes/1", RUN], Change(star=False))
    assert marks.get("shoes/1").star


def test_a_run_folder_and_a_version_stay_as_they_are(marks, tmp_path):
    marks.change([RUN], Change(star=True))
    [path] = [p for p in (tmp_path / "runs").rglob("*.json")]
    assert path.parent == tmp_path / "runs" / ".marks"
    assert json.loads(path.read_text())["star"] is True


def test_who_waits_too_long_for_a_turn_is_told(marks, monkeypatch):
    monkeypatch.setattr(folder, "LOCK_SECONDS", 0.01)
    marks.root.mkdir(parents=True)
    with FileLock(marks.root / ".lock"):
        with pytest.raises(MarkError, match="Try again"):
            marks.change([RUN], Change(star=True))


PROGRAM = """
import sys
from pathlib import Path
from dashboard.marks.folder import Marks
from dashboard.marks.mark import Change
for number in range(10):
    Marks(Path(sys.argv[1])).change(
        ["shoes/1"], Change(add=(f"{sys.argv[2]}-{number}",), remove=("none",)))
"""


def test_no_tag_of_two_processes_is_lost(marks):
    words = [sys.executable, "-c", PROGRAM, str(marks.root.parent)]
    children = [subprocess.Popen([*words, who], cwd=ROOT) for who in ("a", "b")]
    assert [child.wait() for child in children] == [0, 0]
    tags = marks.get("shoes/1").tags
    assert sorted(tags) == sorted(f"{who}-{n}" for who in "ab" for n in range(10))
