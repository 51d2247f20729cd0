from dataclasses import replace

import pytest

from dashboard.errors import DuplicateRunError, RecipeError, RunError
from dashboard.jobs import folder
from dashboard.jobs.admission import UNNAMED
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


def test_one_user_cannot_fill_the_line_but_unnamed_people_share_it(settings):
    settings = replace(settings, most_waiting=5, most_per_user=2)
    for token in "ab":
        submit(settings, request(token, created_by="ann"))
    with pytest.raises(RunError, match="2 of ann waiting. Cancel one of them"):
        submit(settings, request("c", created_by="ann"))
    for token in "def":
        submit(settings, request(token, created_by=UNNAMED))
    with pytest.raises(RunError, match="5 waiting"):
        submit(settings, request("g", created_by="bob"))
    claim_next(settings)  # what has begun does not count
    submit(settings, request("c", created_by="ann"))


def test_a_user_with_enough_in_the_line_takes_nothing_back(settings):
    settings = replace(settings, most_per_user=1)
    run = submit(settings, request("a"))
    run.cancel()
    submit(settings, request("b"))
    with pytest.raises(RunError, match="runs of one user"):
        resume(settings, run)


def test_equal_forms_in_two_tabs_are_one_wish(settings):
    run = submit(settings, request("a", recipe={"seed": 1}), once=True)
    again = request("b", recipe={"seed": 1})
    with pytest.raises(DuplicateRunError, match=f"{run.id}, which is queued") as error:
        submit(settings, again, once=True)
    assert error.value.run_id == run.id
    assert "another seed" in str(error.value)
    assert submit(settings, request("a", recipe={"seed": 1}), once=True) == run


@pytest.mark.parametrize(
    "changes",
    [
        {"recipe": {"seed": 2}},
        {"name": "other"},
        {"start": "shoes/1"},
        {"created_by": "somebody else"},
    ],
    ids=str,
)
def test_a_form_that_differs_is_a_wish_of_its_own(settings, changes):
    submit(settings, request("a"), once=True)
    submit(settings, request("b", **changes), once=True)
    assert len(list_runs(settings)) == 2


def test_the_same_may_be_asked_for_again_once_it_is_well_under_way(settings):
    run = submit(settings, request("a"), once=True)
    claim_next(settings)
    with acquire(run.lock_file):
        run.change("running", pid=1)
        with pytest.raises(DuplicateRunError, match="running"):
            submit(settings, request("b"), once=True)
        run.report("epoch", epoch=1)
        submit(settings, request("b"), once=True)


def test_a_run_that_is_being_stopped_makes_room_for_the_same(settings):
    run = submit(settings, request("a"), once=True)
    run.cancel_file.touch()
    again = submit(settings, request("b"), once=True)
    again.cancel()
    submit(settings, request("c"), once=True)


def test_who_asks_with_a_token_of_his_own_gets_what_he_asks_for(settings):
    ids = {submit(settings, request(token)).id for token in "ab"}
    assert len(ids) == 2


def test_equal_forms_sent_at_once_by_many_processes_are_one_run(settings, process):
    children = [process("submit", f"tab {n}", "once") for n in range(4)]
    for child in children:
        assert child.stdout.readline() == "ready\n"
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    said = sorted(child.stdout.readline().strip() for child in children)
    [run] = list_runs(settings)
    assert said == [run.id] + 3 * [f"refused {run.id}"]


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
