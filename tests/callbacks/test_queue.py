"""Wires of the line of waiting runs."""

import pytest

from dashboard.jobs import folder, queue
from dashboard.jobs.request import Request

EARLIER = "queue-earlier.n_clicks"
LATER = "queue-later.n_clicks"
CANCEL = "queue-cancel.n_clicks"
MESSAGE = "train-message.children"


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
    clicks = {EARLIER: dict.fromkeys(waiting), LATER: dict.fromkeys(waiting)}
    clicks[button][waiting[which]] = 1
    fired = fire(MESSAGE, (button, waiting[which]), clicks)
    assert said in fired.props[MESSAGE]
    assert line(settings) == waiting[::-1]


def test_a_run_leaves_the_line(fire, settings, waiting):
    clicks = {CANCEL: {waiting[0]: 1, waiting[1]: None}}
    fired = fire(MESSAGE, (CANCEL, waiting[0]), clicks)
    assert "does not wait any more" in fired.props[MESSAGE]
    assert line(settings) == waiting[1:]


def test_a_run_that_began_meanwhile_is_asked_to_stop(fire, settings, waiting):
    queue.claim_next(settings)
    fired = fire(MESSAGE, (CANCEL, waiting[0]), {CANCEL: {waiting[0]: 1}})
    assert "it is asked to stop" in fired.props[MESSAGE]
    clicks = {EARLIER: {waiting[0]: 1}, LATER: {waiting[0]: None}}
    fired = fire(MESSAGE, (EARLIER, waiting[0]), clicks)
    assert "Only a run that waits" in fired.toasts[0]


@pytest.mark.parametrize("button", [EARLIER, LATER, CANCEL])
def test_drawing_the_buttons_does_nothing(fire, settings, waiting, button):
    values = {name: dict.fromkeys(waiting) for name in (EARLIER, LATER, CANCEL)}
    assert fire(MESSAGE, (button, waiting[1]), values).props == {}
    assert line(settings) == waiting
