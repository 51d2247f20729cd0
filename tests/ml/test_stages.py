"""In which parts a recipe is trained."""

import pytest

from dashboard.estimate import fine_in_head_epochs
from dashboard.ml.stages import remaining, stages
from dashboard.recipe import Recipe

SMALL = {"small_epochs": 3, "small_image_size": 32}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, [("head", 64, 0, 1, 1, 0), ("fine", 64, 0, 8, 8, 1)]),
        ({"head_epochs": 0}, [("fine", 64, 0, 8, 8, 0)]),
        ({"epochs": 0}, [("head", 64, 0, 1, 1, 0)]),
        (
            SMALL,
            [
                ("head", 64, 0, 1, 1, 0),
                ("fine", 32, 0, 3, 8, 1),
                ("fine", 64, 3, 8, 8, 1),
            ],
        ),
    ],
    ids=str,
)
def test_phases_and_sizes_in_order(values, expected):
    names = ("phase", "image_size", "first", "last", "epochs", "epoch_before")
    found = stages(Recipe(**values))
    assert [
        tuple(getattr(stage, name) for name in names) for stage in found
    ] == expected


def test_what_is_left_after_the_small_size_costs_as_its_area():
    head, small, full = stages(Recipe(**SMALL))
    assert head.later == fine_in_head_epochs(Recipe(**SMALL))
    assert (small.small, small.later) == (True, 5 * 4)
    assert (full.small, full.later) == (False, 0)


def test_a_stage_alone_is_a_recipe_of_one_size():
    recipe = Recipe(**SMALL)
    found = [stage.alone(recipe) for stage in stages(recipe)]
    assert [one.image_size for one in found] == [64, 32, 64]
    assert {(one.small_epochs, one.small_image_size) for one in found} == {(0, 0)}


def rows(head, fine):
    return [{"phase": "head"}] * head + [{"phase": "fine"}] * fine


@pytest.mark.parametrize(
    ("history", "over", "expected"),
    [
        (rows(0, 0), False, [("head", 0, 2), ("fine", 0, 3), ("fine", 3, 8)]),
        (rows(1, 0), False, [("head", 1, 2), ("fine", 0, 3), ("fine", 3, 8)]),
        (rows(1, 0), True, [("fine", 0, 3), ("fine", 3, 8)]),
        (rows(2, 0), False, [("fine", 0, 3), ("fine", 3, 8)]),
        (rows(1, 2), False, [("fine", 2, 3), ("fine", 3, 8)]),
        (rows(2, 3), False, [("fine", 3, 8)]),
        (rows(2, 5), False, [("fine", 5, 8)]),
        (rows(2, 5), True, []),
        (rows(2, 8), False, []),
    ],
)
def test_what_remains_after_some_epochs(history, over, expected):
    left = remaining(Recipe(head_epochs=2, **SMALL), history, over)
    assert [(stage.phase, stage.first, stage.last) for stage in left] == expected
