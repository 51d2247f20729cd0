"""The Train form filled from runs and versions."""

import pytest
from dash import no_update

from dashboard.components import train_from
from dashboard.errors import LookbookError, NotFoundError, RunError
from dashboard.jobs.queue import submit
from dashboard.photo_lesson import PhotoLesson
from dashboard.presets import defaults
from tests.components.conftest import words
from tests.jobs.stand_in import request
from tests.shipped import NAME


def values_of(fields) -> dict:
    """What the controls of a form hold, by setting."""
    found = {}
    for part in fields:
        for control in part._traverse():
            given = getattr(control, "id", None)
            if isinstance(given, dict):
                found[given["index"]] = control.value
    return found


def test_a_run_fills_the_whole_form(at_rest, store):
    recipe = defaults("cnn").with_(epochs=3, dropout=0.3, mirror=True, corrections=True)
    wish = request("one", "boots", recipe=recipe.to_dict(), start=f"{NAME}/1")
    run = submit(at_rest, wish)
    filled = train_from.filled(at_rest, store, run.id)
    told = (filled["backbone"], filled["name"], filled["begin"], filled["learn"])
    assert told == ("cnn", "boots", f"{NAME}/1", True)
    assert run.id in words(filled["words"])
    expected = recipe.to_dict() | {"mirror": "yes", "train_batch_norm": "yes"}
    held = values_of(filled["form"])
    assert held == {name: expected[name] for name in held}
    assert set(expected) - set(held) == {"backbone", "corrections"}


def test_what_a_run_continued_from_is_left_out_where_it_is_gone(at_rest, store):
    wish = request("one", "boots", recipe=defaults("cnn").to_dict(), start="shoes/3")
    filled = train_from.filled(at_rest, store, submit(at_rest, wish).id)
    assert filled["begin"] == ""
    assert "continued from shoes/3, which is not here" in words(filled["words"])


def test_a_version_fills_the_form(at_rest, store):
    version = store.get(NAME, 1)
    filled = train_from.filled(at_rest, store, version.ref)
    assert filled["name"] == NAME
    assert filled["backbone"] == version.manifest["backbone"]
    assert values_of(filled["form"])["seed"] == version.manifest["recipe"]["seed"]


@pytest.mark.parametrize("wanted", [None, "", 3, ["x"]])
def test_without_a_wish_the_form_stays(at_rest, store, wanted):
    filled = train_from.filled(at_rest, store, wanted)
    assert set(filled.values()) == {no_update}


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        ("20260101-000000-cnn-0000", RunError),
        ("nobody/1", NotFoundError),
        *(("../../etc", LookbookError), (f"{NAME}/99", NotFoundError)),
    ],
)
def test_what_is_not_there_is_a_sentence(at_rest, store, wanted, error):
    with pytest.raises(error):
        train_from.filled(at_rest, store, wanted)


def test_a_version_without_a_recipe_says_so(at_rest, both_kinds):
    with pytest.raises(RunError, match="recipe of its own"):
        train_from.filled(at_rest, both_kinds.store, "photographs/1")


def test_a_run_that_taught_photographs_has_no_form(at_rest, store):
    wish = request("one", "photographs", recipe=PhotoLesson().to_dict())
    run = submit(at_rest, wish)
    with pytest.raises(RunError, match="Teach them again"):
        train_from.filled(at_rest, store, run.id)
