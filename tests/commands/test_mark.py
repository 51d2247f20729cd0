import json

import pytest

from dashboard.marks.folder import Marks
from dashboard.marks.mark import Mark
from tests.records import made


@pytest.fixture
def run_id(settings, publish):
    run_id = made.run(settings.runs, version="tiny/1")
    publish(run_id=run_id)
    return run_id


def test_a_run_and_its_version_are_marked_alike(command, settings, run_id, publish):
    publish("other")
    words = (run_id, "other/1", "--tag", "Good,old", "--star", "--note", "slow")
    status, out, err = command("mark", *words)
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        f"{run_id} = tiny/1  starred; tags: good, old; note: slow",
        "other/1  starred; tags: good, old; note: slow",
    ]
    expected = Mark(("good", "old"), "slow", star=True)
    marks = Marks(settings.runs).all()
    assert marks == dict.fromkeys((run_id, "tiny/1", "other/1"), expected)


def test_marks_are_taken_away_and_told_as_json(command, run_id):
    command("mark", run_id, "--tag", "a,b", "--star", "--archive")
    # by the version's name, which stands for the run too
    words = ("tiny/1", "--untag", "a", "--no-star", "--json")
    told = json.loads(command("mark", *words)[1])["marks"]
    mark = {"tags": ["b"], "note": "", "star": False, "archived": True}
    assert told == {run_id: mark}


def test_without_a_change_it_only_tells(command, settings, run_id):
    assert command("mark", run_id)[1] == f"{run_id} = tiny/1  no marks\n"
    assert not Marks(settings.runs).root.exists()


def test_one_unknown_name_changes_nothing(command, settings, run_id):
    status, _, err = command("mark", run_id, "nobody/1", "--star")
    assert status == 1
    assert "'nobody/1'" in err
    assert Marks(settings.runs).all() == {}
