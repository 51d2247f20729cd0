from dataclasses import replace

import pytest

from dashboard.jobs.doing import said


@pytest.fixture
def running(run):
    run.change("running", message="Training.")
    return run.stored()


def test_frozen_layers_and_a_publication_are_told_while_they_take_their_time(
    run, running
):
    assert said(run, running) == "Training."
    run.report("computing", done=12_500, rows=55_000, view=0)
    assert said(run, running).endswith("12,500 of 55,000 images.")
    run.report("step", step=1)
    assert said(run, running) == "Training."
    run.report("publish", name="shoes")
    assert "publishing" in said(run, running)


def test_whoever_is_asked_to_stop_or_has_ended_says_that(run, running):
    run.report("publish", name="shoes")
    for state in ("cancelling", "stalled", "failed"):
        status = replace(running, state=state, message="A sentence.")
        assert said(run, status) == "A sentence."


def test_an_event_that_lacks_its_numbers_says_nothing(run, running):
    run.report("computing", done=None)
    assert said(run, running) == "Training."
