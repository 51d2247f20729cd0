"""The Train form read back."""

import pytest

from dashboard.backbones import BACKBONES
from dashboard.components.train_form import FIELDS, estimate_words, fields, read
from dashboard.errors import LookbookError, RecipeError
from dashboard.presets import SPECIAL, base
from tests.components.conftest import words


def filled(backbone, /, **changes):
    values = {name: getattr(base(backbone), name) for name in FIELDS} | changes
    return list(values), list(values.values())


@pytest.mark.parametrize("backbone", [*BACKBONES, *SPECIAL])
def test_the_untouched_form_is_the_recipe_that_was_chosen(backbone):
    assert read(backbone, *filled(backbone)) == base(backbone)
    assert len(fields(backbone)) == len(FIELDS)
    assert [words(field).splitlines()[0] for field in fields(backbone)] == list(
        FIELDS.values()
    )


def test_changes_arrive_in_the_recipe():
    recipe = read("cnn", *filled("cnn", epochs=3, share=0.5, seed="7"))
    assert (recipe.epochs, recipe.share, recipe.seed) == (3, 0.5, 7)


@pytest.mark.parametrize("name", FIELDS)
def test_an_empty_field_is_named(name):
    for value in (None, ""):
        with pytest.raises(RecipeError) as error:
            read("cnn", *filled("cnn", **{name: value}))
        assert FIELDS[name] in str(error.value)


@pytest.mark.parametrize(
    "changes",
    [
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
    with pytest.raises(LookbookError):
        fields(backbone)


def test_the_time_is_in_words():
    assert estimate_words("cnn", *filled("cnn")).startswith("About ")
