import logging

import pytest

from dashboard.errors import RunError
from dashboard.jobs.folder import RUN_ID, create, find_run, get_run, list_runs
from dashboard.jobs.queue import submit
from tests.jobs.stand_in import request

HOSTILE = """
..|.|/|/etc/passwd|../20260131-235959-cnn-0a1b|20260131-235959-cnn-0a1b/..
20260131-235959-cnn-0a1b/|20260131-235959-../x-0a1b|20260131-235959--0a1b
20260131-235959-cnn-0A1B|20260131-235959-cnn-0a1|20260131-235959-cnn-0a1b0
20260131-235959-CNN-0a1b| 20260131-235959-cnn-0a1b|%2e%2e|queue.lock|.new-x
20260131-235959-c_n-0a1b|20260131_235959-cnn-0a1b|٢٠٢٦٠١٣١-235959-cnn-0a1b
"""
TABLE = HOSTILE.strip().replace("\n", "|").split("|")
MORE = ["", None, 7, b"x", [], "20260131-235959-cnn-0a1b\n", "a\0b", "x" * 10_000]


@pytest.mark.parametrize("run_id", TABLE + MORE, ids=repr)
def test_a_hostile_id_is_refused_before_any_path_is_built(settings, run_id):
    with pytest.raises(RunError, match="Expected a run id"):
        get_run(settings, run_id)


@pytest.mark.parametrize("text", TABLE + ["", "a\0b", "x" * 10_000], ids=repr)
def test_a_hostile_part_of_an_id_finds_nothing(settings, text):
    submit(settings, request("t"))
    (settings.runs / "holiday").mkdir()
    for wanted in (text, "holiday"):
        with pytest.raises(RunError, match="Expected a run id"):
            find_run(settings, wanted)


def test_a_part_of_an_id_is_enough_while_no_other_run_has_it(settings):
    first, second = (create(settings, request(t), "cnn") for t in "ab")
    assert find_run(settings, first.id) == first
    assert find_run(settings, second.id[-4:]) == second
    with pytest.raises(RunError, match="in 2"):
        find_run(settings, "cnn")


def test_an_unknown_id_and_a_link_are_no_runs(settings, tmp_path):
    with pytest.raises(RunError, match="not there"):
        get_run(settings, "20260131-235959-cnn-0a1b")
    run = submit(settings, request("t"))
    (tmp_path / "elsewhere").mkdir()
    run.folder.rename(tmp_path / "elsewhere" / run.id)
    run.folder.symlink_to(tmp_path / "elsewhere" / run.id)
    with pytest.raises(RunError, match="not there"):
        get_run(settings, run.id)


def test_runs_are_listed_newest_first_without_damaged_folders(settings, caplog):
    assert list_runs(settings) == []
    ids = [create(settings, request("t"), "cnn").id for _ in range(3)]
    assert all(RUN_ID.fullmatch(id_) for id_ in ids)
    (settings.runs / "holiday").mkdir()
    (settings.runs / "20260131-235959-cnn-0a1b").mkdir()
    (settings.runs / ids[1] / "status.json").write_text("{")
    with caplog.at_level(logging.WARNING):
        assert [run.id for run in list_runs(settings)] == [ids[2], ids[0]]
        list_runs(settings)  # pages list every second: warned once is enough
    assert len(caplog.records) == 3
    assert [run.id for run in list_runs(settings, {ids[2]})] == [ids[0]]


def test_a_submission_that_died_half_way_leaves_nothing(settings):
    (settings.runs / ".new-20260131-235959-cnn-0a1b").mkdir()
    run = submit(settings, request("t"))
    assert [p for p in settings.runs.iterdir() if p.is_dir()] == [run.folder]
