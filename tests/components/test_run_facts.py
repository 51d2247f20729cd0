"""What a run's page says in words."""

import pytest
from dash import html

from dashboard.components import run_facts
from dashboard.jobs.clock import now
from dashboard.jobs.queue import submit
from dashboard.jobs.status import ACTIVE, FINAL, Status
from tests.components.conftest import parts, words
from tests.jobs.stand_in import request

STEP = {"epoch": 2, "step": 50, "steps": 100, "loss": 0.5, "accuracy": 0.81}


@pytest.fixture
def run(at_rest):
    recipe = {"backbone": "cnn", "weights": "none", "image_size": 28}
    recipe |= {"head_epochs": 0, "epochs": 4}
    return submit(at_rest, request("one", recipe=recipe))


@pytest.mark.parametrize("state", ["queued", *ACTIVE, *FINAL])
def test_the_head_names_the_state(run, state):
    told = run_facts.head(run, Status(state, now(), "A sentence.", attempt=2))
    assert state in words(told)
    assert "attempt 2" in words(told)
    # a failure's sentence stands in the box below
    assert ("A sentence." in words(told)) == (state not in ("failed", "lost"))


@pytest.mark.parametrize("state", ["failed", "lost"])
def test_a_failure_tells_the_way_out_and_its_last_lines(run, state):
    run.log_file.write_text("first\nlast words\n")
    told = words(run_facts.ending(run, Status(state, now(), "No memory left.")))
    for part in ("No memory left.", "Go on", "last words"):
        assert part in told


def test_last_lines_in_the_message_are_not_told_twice(run):
    run.log_file.write_text("last words\n")
    message = "It ended. Its last lines:\nlast words"
    told = run_facts.ending(run, Status("lost", now(), message))
    assert words(told).count("last words") == 1
    [lines] = parts(told, html.Pre)
    assert lines.children == "last words"


def test_a_success_links_its_version(run):
    status = Status("succeeded", now(), "Published small/1.", version="small/1")
    assert "It became version \nsmall/1" in words(run_facts.ending(run, status))
    assert run_facts.ending(run, Status("running", now())) == []


def test_figures_stand_in_tiles(run):
    assert run_facts.live(run, Status("running", now())) == []
    figures = {"images_per_second": 812.3, "seconds_left": 90.0}
    run.report("step", **STEP, **figures, learning_rate=1e-3, memory=1_234_000_000)
    bar, tiles = run_facts.live(run, Status("running", now()))
    assert bar.value == 37.5
    told = words(tiles)
    assert "Epoch\n2 of 4" in told
    assert "Learning rate\n1.00e-03" in told
    assert "Images a second\n812" in told
    assert "Memory\n1,234 MB" in told
    assert "Validation\n–" in told
    assert "Time left\n2 minutes" in told
    _, tiles = run_facts.live(run, Status("cancelled", now()))
    assert "Time left" not in words(tiles)


def test_what_takes_its_time_without_steps_is_told(run):
    run.report("computing", done=250, rows=1000)
    told = words(run_facts.head(run, Status("running", now(), "Training.")))
    assert "250 of 1,000 images" in told and "Training." not in told


def test_the_head_names_who_asked_where_people_are_named(run):
    told = words(run_facts.head(run, Status("running", now())))
    assert f"by {run.request.created_by}, since" in told


def test_an_older_run_has_gaps_not_errors(run):
    run.report("step", epoch=1, step=1, steps=2)
    assert "Loss\n–" in words(run_facts.live(run, Status("running", now())))


def test_every_change_of_state_is_listed_with_its_time(run):
    run.change("starting", message="Starting.")
    run.cancel()
    listed = parts(run_facts.states(run), html.Li)
    assert ["queued", "starting", "cancelling"] == [
        parts(item, html.Span)[0].children for item in listed
    ]
    assert all("UTC" in words(item) for item in listed)
    [time] = parts(listed[0], html.Time)
    assert time.dateTime == run.changes()[0]["time"]


def test_a_moment_that_cannot_be_read_is_shown_as_it_is():
    assert run_facts.moment("yesterday").children == "yesterday"
