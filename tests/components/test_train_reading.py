"""The Train form read back."""

import pytest

from dashboard.backbones import BACKBONES
from dashboard.components.train_form import ALL
from dashboard.components.train_reading import estimate_words, read
from dashboard.errors import LookbookError, RecipeError
from dashboard.preset_recipes import SPECIAL
from dashboard.presets import base


def filled(backbone, /, **changes):
    values = {name: getattr(base(backbone), name) for name in ALL} | changes
    return list(values), list(values.values())


@pytest.mark.parametrize("backbone", [*BACKBONES, *SPECIAL])
def test_the_untouched_form_is_the_recipe_that_was_chosen(backbone):
    assert read(backbone, *filled(backbone)) == base(backbone)


def test_changes_arrive_in_the_recipe():
    recipe = read("cnn", *filled("cnn", epochs=3, share=0.5, seed="7"))
    assert (recipe.epochs, recipe.share, recipe.seed) == (3, 0.5, 7)


@pytest.mark.parametrize(("word", "value"), [("yes", True), ("no", False)])
def test_yes_and_no_come_as_words(word, value):
    recipe = read("cnn", *filled("cnn", mirror=word, train_batch_norm=word))
    assert (recipe.mirror, recipe.train_batch_norm) == (value, value)


@pytest.mark.parametrize("name", [name for name in ALL if name != "teacher"])
def test_an_empty_field_is_named(name):
    for value in (None, ""):
        with pytest.raises(RecipeError) as error:
            read("cnn", *filled("cnn", **{name: value}))
        assert ALL[name] in str(error.value)


@pytest.mark.parametrize("value", [None, ""])
def test_a_recipe_needs_no_teacher(value):
    assert read("cnn", *filled("cnn", teacher=value)).teacher == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"teacher": "shoes"},
        {"teacher": {}},
        {"teacher_share": 1.1},
        {"epochs": 2.5},
        {"epochs": 201},
        {"epochs": 0, "head_epochs": 0},
        {"batch_size": 0},
        {"learning_rate": float("nan")},
        {"learning_rate": "1e999"},
        {"share": 0},
        {"weights": "imagenet"},
        {"schedule": "never"},
        {"optimizer": {}},
        {"augmentation": ["light"]},
        {"seed": True},
        {"mirror": "perhaps"},
        {"backbone": "nothing"},
        {"nonsense": 1},
    ],
)
def test_what_cannot_be_trained_is_a_sentence(changes):
    names, values = filled("cnn", **changes)
    with pytest.raises(RecipeError):
        read("cnn", names, values)
    assert "Expected" in estimate_words("cnn", names, values)


@pytest.mark.parametrize("backbone", ["", "x", None])
def test_an_unknown_backbone_is_a_sentence(backbone):
    with pytest.raises(LookbookError):
        read(backbone, [], [])


def test_the_time_is_in_words():
    assert estimate_words("cnn", *filled("cnn")).startswith("About ")
    assert " each on " in estimate_words("cnn", *filled("cnn"), 3)


@pytest.mark.parametrize("seeds", [0, 11, None, "3", 2.5])
def test_an_impossible_number_of_seeds_is_a_sentence(seeds):
    assert "Expected 1 to 10 seeds" in estimate_words("cnn", *filled("cnn"), seeds)
