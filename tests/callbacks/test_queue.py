"""Wires of the line of waiting runs."""

import pytest

from dashboard.jobs import folder, queue
from dashboard.jobs.request import Request
from tests.callbacks.conftest import pressed

EARLIER, LATER, CANCEL = "queue-earlier", "queue-later", "queue-cancel"
PRESSED, MESSAGE = "queue-pressed.data", "train-message.children"


@pytest.fixture
def waiting(settings):
    requests = (Request({}, name, None, name, "a test") for name in ("shoes", "bags"))
    return [queue.submit(settings, request).id for request in requests]


def line(settings):
    return [run.id for run in queue.line(folder.list_runs(settings))]


@pytest.mark.parametrize(
    ("button", "which", "said"),
    [(EARLIER, 1, "bags now waits at place 1."), (LATER, 0, "shoes now waits at")],
)
def test_a_run_changes_places_with_its_neighbour(
    fire, settings, waiting, button, which, said
):
    fired = fire(MESSAGE, *pressed(PRESSED, button, waiting[which]))
    assert said in fired.props[MESSAGE]
    assert line(settings) == waiting[::-1]


def test_a_run_leaves_the_line(fire, settings, waiting):
    fired = fire(MESSAGE, *pressed(PRESSED, CANCEL, waiting[0]))
    assert "does not wait any more" in fired.props[MESSAGE]
    assert line(settings) == waiting[1:]


def test_a_run_that_began_meanwhile_is_asked_to_stop(fire, settings, waiting):
    queue.claim_next(settings)
    fired = fire(MESSAGE, *pressed(PRESSED, CANCEL, waiting[0]))
    assert "it is asked to stop" in fired.props[MESSAGE]
    fired = fire(MESSAGE, *pressed(PRESSED, EARLIER, waiting[0]))
    assert "Only a run that waits" in fired.toasts[0]


def test_a_page_that_opens_does_nothing(fire, settings, waiting):
    assert fire(MESSAGE, PRESSED).props == {}
    assert line(settings) == waiting
