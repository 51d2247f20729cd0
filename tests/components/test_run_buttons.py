"""What the buttons of a run do, and for whom."""

import pytest

from dashboard import ids
from dashboard.components import queue_state, run_buttons
from dashboard.errors import RunError
from dashboard.jobs import queue
from tests.jobs.stand_in import request

ALL = (ids.RUN_CANCEL, ids.RUN_KEEP, ids.RUN_RESUME)


@pytest.fixture
def run(at_rest):
    return queue.submit(at_rest, request("one", created_by="ann"))


@pytest.mark.parametrize("user", [None, "ann"])
def test_the_owner_or_anybody_cancels_and_goes_on(at_rest, run, user):
    said = run_buttons.act(at_rest, ids.RUN_CANCEL, run.id, user)
    assert run.status().state == "cancelled" and run.id in said
    run_buttons.act(at_rest, ids.RUN_RESUME, run.id, user)
    assert run.status().state == "queued"
    assert "not wait any more" in queue_state.act(
        at_rest, ids.QUEUE_CANCEL, run.id, user
    )


def test_a_run_of_the_line_changes_places(at_rest, run):
    queue.submit(at_rest, request("two", created_by="ann"))
    for button, place in ((ids.QUEUE_LATER, 2), (ids.QUEUE_EARLIER, 1)):
        said = queue_state.act(at_rest, button, run.id, "ann")
        assert f"waits at place {place}" in said


@pytest.mark.parametrize("kind", ALL)
def test_a_named_user_changes_no_run_of_others(at_rest, run, kind):
    with pytest.raises(RunError, match="Expected a run of bob.*of ann"):
        run_buttons.act(at_rest, kind, run.id, "bob")
    with pytest.raises(RunError, match="ask that person"):
        queue_state.cancel(at_rest, run.id, "bob")
    assert run.status().state == "queued"
    assert not run.cancel_file.exists()
