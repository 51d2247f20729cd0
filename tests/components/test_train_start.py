"""One intent, one run for each seed, or none."""

from dataclasses import replace

import pytest

from dashboard.components import train_start
from dashboard.errors import RecipeError, RunError, StoreError
from dashboard.jobs import folder
from dashboard.jobs.queue import submit
from dashboard.jobs.request import Request
from dashboard.presets import defaults
from dashboard.store.versions import ModelStore
from tests import tiny
from tests.components.conftest import words
from tests.jobs.stand_in import request


def wish(token="one", **changes):
    recipe = defaults("cnn").with_(seed=5, **changes).to_dict()
    return request(token, recipe=recipe)


def seeds(settings):
    runs = folder.list_runs(settings)
    return sorted(run.request.recipe["seed"] for run in runs)


@pytest.mark.parametrize(("begin", "start"), [("", None), (None, None), ("a/1", "a/1")])
@pytest.mark.parametrize(
    ("learn", "learns"), [(True, True), (None, False), ("no", False)]
)
def test_a_filled_form_is_a_request(begin, start, learn, learns):
    recipe = defaults("cnn").with_(seed=5)
    form = {
        "values": [5],
        "fields": [{"type": "train-field", "index": "seed"}],
        "backbone": "cnn",
        "learn": learn,
        "name": "shoes",
        "begin": begin,
        "token": "one",
    }
    assert train_start.request_of(form, "somebody") == Request(
        recipe=recipe.with_(corrections=learns).to_dict(),
        name="shoes",
        start=start,
        token="one",
        created_by="somebody",
    )


def test_seeds_follow_one_another_under_tokens_of_one_intent(at_rest):
    run_id, said = train_start.start(at_rest, wish(), 3)
    assert seeds(at_rest) == [5, 6, 7]
    assert "3 runs are on their way" in words(said)
    again, _ = train_start.start(at_rest, wish(), 3)
    assert again == run_id
    assert seeds(at_rest) == [5, 6, 7]


def test_one_seed_is_the_run_of_the_token_itself(at_rest):
    run_id, said = train_start.start(at_rest, wish(), 1)
    assert folder.get_run(at_rest, run_id).request == wish()
    assert run_id in words(said)


def test_a_line_without_room_for_all_takes_none(at_rest):
    full = replace(at_rest, most_waiting=4)
    submit(full, request("before"))
    with pytest.raises(RunError, match="room for 4 more runs"):
        train_start.start(full, wish(), 4)
    assert len(folder.list_runs(full)) == 1
    train_start.start(full, wish(), 3)
    assert len(folder.list_runs(full)) == 4


def test_the_same_form_of_another_tab_links_the_run(at_rest):
    first, _ = train_start.start(at_rest, wish(), 1)
    none, said = train_start.start(at_rest, wish("another"), 1)
    assert none is None
    assert first in words(said)
    assert len(folder.list_runs(at_rest)) == 1


def test_a_half_known_set_is_refused_whole(at_rest):
    train_start.start(at_rest, wish(), 2)
    none, _ = train_start.start(at_rest, wish("another"), 4)
    assert none is None
    assert seeds(at_rest) == [5, 6]


@pytest.mark.parametrize("number", [0, 11, None, "2"])
def test_an_impossible_number_is_refused(at_rest, number):
    with pytest.raises(RecipeError, match="1 to 10 seeds"):
        train_start.start(at_rest, wish(), number)
    assert seeds(at_rest) == []


def test_a_seed_beyond_the_largest_is_refused_whole(at_rest):
    with pytest.raises(RecipeError):
        recipe = defaults("cnn").with_(seed=2**31 - 2).to_dict()
        train_start.start(at_rest, request("one", recipe=recipe), 3)
    assert seeds(at_rest) == []


def test_a_teacher_that_is_not_there_is_refused_before_anything_waits(at_rest):
    with pytest.raises(StoreError, match="nobody"):
        train_start.start(at_rest, wish(teacher="nobody/1"), 1)
    assert seeds(at_rest) == []


def test_a_run_with_a_teacher_waits_like_any_other(at_rest):
    ModelStore(at_rest.store).publish("tiny", tiny.fill)
    train_start.start(at_rest, wish(teacher="tiny/1"), 1)
    assert seeds(at_rest) == [5]
