"""What lies in a run's folder beside its status and its events."""

import pytest

from dashboard.jobs.files import RunFiles


@pytest.fixture
def run(tmp_path):
    return RunFiles("20260131-235959-cnn-0a1b", tmp_path)


def test_the_end_of_a_long_log_is_read(run):
    assert run.log_tail() == []
    run.log_file.write_bytes(b"\xff\n" + b"line\n" * 50_000 + b"last")
    assert run.log_tail(2) == ["line", "last"]


def test_the_way_to_go_on_is_forgotten_and_nothing_else(run):
    for kept in ("best.npz", "status.json", "resume.txt"):
        (run.folder / kept).touch()
    kept = set(run.folder.iterdir())
    for name in ("resume.state", "resume.state.before", ".resume.state.x1"):
        (run.folder / name).touch()
    run.drop_state()
    run.drop_state()
    assert set(run.folder.iterdir()) == kept
