from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dashboard import estimate
from dashboard.jobs import clock, outlook
from dashboard.jobs.folder import list_runs
from dashboard.jobs.lock import acquire
from dashboard.jobs.outlook import Place, expected, remaining, seconds_left
from dashboard.jobs.queue import claim_next, submit
from dashboard.jobs.queue import outlook as look
from dashboard.recipe import Recipe
from tests.jobs.stand_in import request

RECIPE = Recipe(head_epochs=2, epochs=4)
PARTS = estimate.parts(RECIPE)
WHOLE = sum(PARTS.values())


@pytest.fixture
def still(monkeypatch):
    """A clock that stands until the test moves it."""
    moment = [datetime(2026, 1, 31, 12, tzinfo=UTC)]
    monkeypatch.setattr(clock, "now", lambda: moment[0].isoformat())
    for room in ("run", "events", "folder"):
        monkeypatch.setattr(f"dashboard.jobs.{room}.now", clock.now)

    def age(text):
        return (moment[0] - datetime.fromisoformat(text)).total_seconds()

    for room in ("outlook", "status"):
        monkeypatch.setattr(f"dashboard.jobs.{room}.age", age)

    def tick(seconds):
        moment[0] += timedelta(seconds=seconds)

    return tick


@pytest.fixture
def submitted(settings, still):
    def one(token, **changes):
        still(0.001)  # who came first is told by the clock
        return submit(settings, request(token, recipe=RECIPE.to_dict(), **changes))

    return one


@pytest.fixture
def begun(settings, submitted, still):
    """A run whose process lives."""
    run = submitted("first")
    claim_next(settings)
    with acquire(run.lock_file):
        run.change("running", pid=1)
        yield run


def near(seconds):
    return pytest.approx(seconds, abs=0.01)


def test_the_first_of_an_idle_machine_starts_now_the_next_after_it(settings, submitted):
    runs = [submitted(token) for token in "abc"]
    found = look(settings)
    assert list(found) == [run.id for run in runs]
    assert [place.number for place in found.values()] == [1, 2, 3]
    assert [p.seconds for p in found.values()] == near([0, WHOLE, 2 * WHOLE])


def test_a_run_that_has_said_nothing_yet_takes_its_estimate(begun, still):
    assert remaining(begun, begun.status()) == near(WHOLE)
    still(20)
    assert remaining(begun, begun.status()) == near(WHOLE - 20)
    still(10 * WHOLE)
    last = replace(begun.stored(), last_step_at=clock.now())
    assert remaining(begun, last) == outlook.LEAST_SECONDS


def test_a_running_one_says_it_itself_and_the_estimate_its_publication(begun, still):
    begun.report("step", step=1, seconds_left=100.0)
    still(30)
    assert remaining(begun, begun.status()) == near(70 + PARTS["publish"])


def test_a_trial_publishes_nothing(settings, submitted):
    trial = submitted("trial", publish=False)
    left = remaining(trial, replace(trial.status(), state="starting"))
    assert left == near(WHOLE - PARTS["publish"])


def test_who_is_to_keep_its_best_ends_after_this_epoch(begun):
    step = {"step": 5, "steps": 20, "images_per_second": 550.0, "seconds_left": 900.0}
    begun.report("step", **step)
    begun.finish_early()
    # three quarters of 55,000 images, 550 a second
    assert remaining(begun, begun.status()) == near(75 + PARTS["publish"])
    begun.report("step", step=1, seconds_left=30.0)  # that does not say how fast it is
    assert remaining(begun, begun.status()) == near(30 + PARTS["publish"])


def test_a_person_is_told_of_runs_at_work_only(begun):
    status = begun.status()
    assert seconds_left(begun, status) == near(WHOLE)
    for state in ("queued", "stalled", "succeeded"):
        assert seconds_left(begun, replace(status, state=state)) is None


def test_one_that_publishes_is_nearly_done(begun, still):
    begun.report("step", step=1, seconds_left=100.0)
    begun.report("publish", name="shoes")
    assert remaining(begun, begun.status()) == near(PARTS["publish"])


def test_an_earlier_attempt_has_done_its_epochs_and_its_last_words_do_not_count(
    settings, begun
):
    for epoch in (1, 2, 3):
        begun.report("epoch", epoch=epoch)
    begun.report("step", step=1, seconds_left=9000.0)
    begun.change("running", pid=2)  # what a new attempt begins with
    left = WHOLE - PARTS["head"] - PARTS["fine"] / 4
    assert remaining(begun, begun.status()) == near(left)


def test_behind_a_run_that_stands_still_nobody_can_say(settings, begun, submitted):
    after = submitted("after")
    stalled = [(begun, replace(begun.status(), state="stalled"))]
    assert expected(stalled, [after], 1) == {after.id: Place(1, None)}
    two = expected(stalled, [after, submitted("last")], 2, 2)
    assert [place.seconds for place in two.values()] == near([0, 2 * WHOLE])


def test_a_run_that_is_being_cancelled_goes_soon(begun, submitted):
    after = submitted("after")
    pairs = [(begun, replace(begun.status(), state="cancelling"))]
    place = expected(pairs, [after], 1)[after.id]
    assert place.seconds == outlook.STOPPING_SECONDS


def test_side_by_side_each_takes_longer(settings, submitted):
    """Two at once on one machine: as a pair no faster than one after the other."""
    for token in "abcd":
        submitted(token)
    found = look(replace(settings, concurrency=2)).values()
    times = [0, 0, 2 * WHOLE, 2 * WHOLE]
    assert [place.seconds for place in found] == near(times)


def test_two_machines_do_not_slow_each_other_down(settings, submitted):
    for token in "abc":
        submitted(token)
    found = look(settings, places=2).values()
    assert [place.seconds for place in found] == near([0, 0, WHOLE])
    assert {p.seconds for p in look(settings, places=0).values()} == {None}


def test_one_that_was_started_by_hand_beside_the_line_counts(
    settings, begun, submitted
):
    by_hand, after = submitted("by hand"), submitted("after")
    with acquire(by_hand.lock_file):
        by_hand.change("running", pid=1)
        by_hand.report("step", step=1, seconds_left=9000.0)
        begun.report("step", step=1, seconds_left=10.0)
        place = look(settings, list_runs(settings))[after.id]
    assert place.seconds == near(9000 + PARTS["publish"])


def test_a_recipe_of_another_release_is_no_error(settings, submitted):
    old, after = submitted("old"), submitted("after")
    old.request.recipe.clear()
    old.request.recipe["depth"] = 3
    found = expected([], [old, after], 1)
    assert [place.seconds for place in found.values()] == [0, None]
