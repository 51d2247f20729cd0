"""`python -m dashboard runs`."""

import json

import pytest

from dashboard.commands import followed
from dashboard.jobs import engine, folder, queue
from dashboard.jobs.lock import acquire
from dashboard.jobs.request import Request
from dashboard.jobs.worker import hold

STEP = {
    "phase": "fine",
    "epoch": 1,
    "step": 4,
    "steps": 9,
    "loss": 0.5,
    "accuracy": 0.8,
    "images_per_second": 90.0,
    "seconds_left": 120.0,
}


@pytest.fixture(autouse=True)
def noticed(monkeypatch):
    """Calls of `engine.ensure`, which starts nothing here."""
    calls = []
    monkeypatch.setattr(engine, "ensure", calls.append)
    return calls


@pytest.fixture
def submit(settings):
    def one(name, **recipe):
        recipe = {"epochs": 2, "head_epochs": 0, **recipe}
        return queue.submit(settings, Request(recipe, name, None, name, "ann"))

    return one


@pytest.fixture
def training(settings, submit):
    """A run whose process lives."""
    run = submit("shoes")
    queue.claim_next(settings)
    with acquire(run.lock_file):
        run.change("running", pid=1)
        run.report("step", **STEP)
        yield run


def test_without_runs_the_list_says_how_to_get_one(command):
    status, out, err = command("runs")
    assert (status, err) == (0, "")
    assert "python -m dashboard train" in out
    assert command("runs", "--json") == (0, '{"runs": []}\n', "")


def test_the_list_shows_what_runs_the_line_and_what_is_over(command, training, submit):
    bags, coats = submit("bags"), submit("coats")
    submit("hats").cancel()
    queued = json.loads(command("runs", "list", "--json")[1])["runs"]
    assert [one["name"] for one in queued] == ["shoes", "bags", "coats", "hats"]
    assert [one["state"] for one in queued] == [
        *("running", "queued", "queued", "cancelled")
    ]
    assert [one["place"] for one in queued] == [None, 1, 2, None]
    assert queued[0]["step"] == 4
    assert 120 < queued[1]["starts_in_seconds"] < queued[2]["starts_in_seconds"]
    out = " ".join(command("runs")[1].split())
    for words in ("epoch 1 of 2, step 4 of 9", "place 1, starts in", "Cancelled."):
        assert words in out
    assert bags.id in out and coats.id in out


def test_old_runs_are_left_out_unless_asked_for(command, submit, monkeypatch):
    monkeypatch.setattr("dashboard.commands.runs_text.MOST_FINISHED", 1)
    for name in ("hats", "bags"):
        submit(name).cancel()
    assert len(json.loads(command("runs", "--json")[1])["runs"]) == 1
    assert len(json.loads(command("runs", "list", "--all", "--json")[1])["runs"]) == 2


def test_whoever_lists_an_unfinished_run_has_it_served(command, submit, noticed):
    submit("shoes")
    command("runs")
    assert len(noticed) == 1


def test_one_run_is_shown_with_recipe_epochs_and_last_words(command, submit):
    run = submit("shoes", seed=7)
    run.log_file.write_text("out of luck\n")
    run.report("epoch", epoch=1, validation_accuracy=0.75)
    run.change("failed", message="It broke.")
    out = command("runs", "show", run.id[-4:])[1]
    for words in ("is failed", "It broke.", "seed=7", "75.00%", "out of luck"):
        assert words in out
    assert f"runs resume {run.id}" in out
    shown = json.loads(command("runs", "show", run.id, "--json")[1])
    assert (shown["recipe"]["seed"], shown["log"]) == (7, ["out of luck"])


def test_a_run_is_moved_and_cancelled(command, settings, submit):
    first, second = submit("shoes"), submit("bags")
    status, out, _ = command("runs", "move", second.id, "-1")
    assert (status, out) == (0, f"{second.id} waits at place 1\n")
    assert queue.position(settings, first) == 2
    assert "is cancelled" in command("runs", "cancel", second.id)[1]
    assert second.status().state == "cancelled"


def test_a_running_one_is_cancelled_at_its_next_batch(command, training):
    assert "at the next batch" in command("runs", "cancel", training.id)[1]
    assert training.status().state == "cancelling"


def test_a_running_one_ends_early_and_a_waiting_one_has_nothing_to_keep(
    command, training, submit
):
    assert "after this epoch" in command("runs", "keep", training.id)[1]
    assert training.keep_file.exists()
    status, _, err = command("runs", "keep", submit("bags").id)
    assert status == 1
    assert "nothing to keep yet" in err


def test_a_cancelled_run_waits_again(command, training, submit):
    run = submit("bags")
    run.cancel()
    status, out, _ = command("runs", "resume", run.id)
    assert (status, run.status().state) == (0, "queued")
    assert "place 1, starts in about" in out


@pytest.mark.parametrize("text", ["nothing-like-it", "../../etc", "", "X"])
def test_a_run_that_is_not_there_is_an_error(command, submit, text):
    submit("shoes")
    status, out, err = command("runs", "show", text)
    assert (status, out) == (1, "")
    assert "Expected a run" in err


def test_a_part_that_several_ids_have_is_an_error(command, submit):
    submit("shoes"), submit("bags")
    status, _, err = command("runs", "cancel", "efficientnet")
    assert status == 1
    assert "in 2" in err and "Give more" in err


def story(run):
    """A training of one epoch, a piece at each look of whoever follows it."""
    yield
    with hold(run) as kept:
        kept.watcher.report("step", **STEP)
        yield
        row = {"loss": 0.4, "accuracy": 0.9, "validation_accuracy": 0.8}
        kept.watcher.report("epoch", epoch=1, best_epoch=1, seconds=9.0, **row)
        kept.watcher.report("epoch", epoch=2)  # lacks what is shown
        kept.succeed("shoes/1")
    yield


def test_following_shows_every_event_and_ends_with_the_run(settings, submit, capsys):
    run = submit("shoes")
    pages = story(run)
    assert followed.follow(settings, run, False, lambda: next(pages)) == 0
    out = " ".join(capsys.readouterr().out.split())
    for words in (
        *("queued: place 1, starts any moment", "running: Training."),
        *("epoch 1: loss 0.4000", "succeeded: Published shoes/1.", "is succeeded"),
    ):
        assert words in out


def test_following_as_json_is_a_line_for_each_event_and_one_for_the_end(
    settings, submit, capsys
):
    run = submit("shoes")
    pages = story(run)
    assert followed.follow(settings, run, True, lambda: next(pages)) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[:-1] == run.events()
    assert (lines[-1]["kind"], lines[-1]["version"]) == ("end", "shoes/1")


@pytest.mark.parametrize(("end", "status"), [("cancelled", 130), ("lost", 1)])
def test_following_says_by_its_exit_status_how_it_went(
    command, settings, submit, end, status
):
    run = submit("shoes")
    run.change(end, message="Over.")
    assert command("runs", "follow", run.id)[0] == status


def test_a_lost_run_ends_the_following_although_nobody_has_written_so(
    settings, submit, capsys, noticed
):
    run = submit("shoes")
    with acquire(run.lock_file) as lock:
        run.change("running", pid=1)
        assert followed.follow(settings, run, True, lock.release) == 1
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["state"] == "lost"
    assert noticed  # and somebody is asked to write it
    assert folder.get_run(settings, run.id).stored().state == "running"
