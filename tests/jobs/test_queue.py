from dataclasses import replace

import pytest

from dashboard.errors import RecipeError, RunError
from dashboard.jobs import folder
from dashboard.jobs.folder import list_runs
from dashboard.jobs.lock import acquire
from dashboard.jobs.queue import (
    claim_next,
    position,
    resume,
    submit,
)
from tests.jobs.stand_in import request


def test_the_same_token_is_the_same_run_even_when_it_is_over(settings):
    run = submit(settings, request("t"))
    assert submit(settings, request("t", name="other")) == run
    run.cancel()
    assert submit(settings, request("t")).id == run.id
    assert submit(settings, request("u")).id != run.id


def test_two_processes_that_submit_at_once_share_one_run(settings, process):
    children = [process("submit", "t") for _ in range(2)]
    for child in children:
        assert child.stdout.readline() == "ready\n"
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    ids = {child.stdout.readline().strip() for child in children}
    assert ids == {run.id for run in list_runs(settings)}
    assert len(ids) == 1


def test_tokens_with_the_same_mark_are_different_runs(settings, monkeypatch):
    for room in ("folder", "queue"):
        monkeypatch.setattr(f"dashboard.jobs.{room}.token_mark", lambda token: "0000")
    first, second = (submit(settings, request(token)) for token in "ab")
    assert first.id != second.id
    assert submit(settings, request("b")).id == second.id


def test_a_full_line_refuses_and_says_why(settings):
    settings = replace(settings, most_waiting=3, most_per_user=9)
    runs = [submit(settings, request(f"t{n}")) for n in range(3)]
    with pytest.raises(RunError, match="3 waiting. Cancel one"):
        submit(settings, request("more"))
    assert submit(settings, request("t2")).id == runs[2].id  # already in
    runs[0].cancel()
    submit(settings, request("more"))


@pytest.mark.parametrize("end", ["cancelled", "failed", "lost"])
def test_what_ended_without_a_version_waits_again(settings, end):
    run = submit(settings, request("t"))
    claim_next(settings)
    run.change(end, message="Over.")
    run.cancel_file.touch()
    resume(settings, run)
    status = run.status()
    assert (status.state, status.attempt) == ("queued", 2)
    assert not run.cancel_file.exists()
    assert claim_next(settings) == run


def test_what_goes_on_or_is_published_is_not_resumed(settings):
    run = submit(settings, request("t"))
    with pytest.raises(RunError, match="state='queued'"):
        resume(settings, run)
    with acquire(run.lock_file), pytest.raises(RunError, match="process is alive"):
        resume(settings, run)
    claim_next(settings)
    run.change("succeeded", version="small/1")
    with pytest.raises(RunError, match="state='succeeded'"):
        resume(settings, run)


def test_a_full_line_takes_nobody_back(settings):
    settings = replace(settings, most_waiting=1)
    run = submit(settings, request("t"))
    run.cancel()
    submit(settings, request("u"))
    with pytest.raises(RunError, match="waiting"):
        resume(settings, run)
    assert run.status().state == "cancelled"


def test_a_recipe_that_cannot_be_trained_leaves_no_run(settings):
    with pytest.raises(RecipeError):
        submit(settings, request("t", recipe={"epochs": -1}))
    assert list_runs(settings) == []


def test_first_come_first_served_but_for_priority(settings):
    tokens = {"a": 0, "b": 0, "c": 5}
    ids = {
        submit(settings, request(token, priority=priority)).id: token
        for token, priority in tokens.items()
    }
    places = {ids[run.id]: position(settings, run) for run in list_runs(settings)}
    assert places == {"c": 1, "a": 2, "b": 3}
    claimed = []
    while run := claim_next(settings):
        assert run.status().state == "starting"
        assert position(settings, run) == 0
        claimed.append(ids[run.id])
    assert claimed == ["c", "a", "b"]


def test_a_run_with_a_cancel_file_is_not_claimed(settings):
    run = submit(settings, request("t"))
    run.cancel_file.touch()
    assert claim_next(settings) is None
    assert run.status().state == "cancelled"


def test_a_request_keeps_the_whole_recipe(settings):
    run = submit(settings, request("t", recipe={"epochs": "2"}))
    assert run.request.recipe["epochs"] == 2
    assert folder.get_run(settings, run.id).request == run.request
    assert "batch_size" in run.request.recipe
