"""What a recipe's fields may hold, and what is said about anything else."""

import math
from dataclasses import fields

import pytest

from dashboard.errors import RecipeError
from dashboard.limits import ALL_LAYERS, LIMITS
from dashboard.recipe import Recipe


def beyond(low, high, whole):
    """Values just outside a range, and far from it."""
    step = 1 if whole else (high - low) / 1000
    return [low - step, high + step, low - 1e6, high + 1e6]


OUT_OF_RANGE = [
    (name, value)
    for name, (low, high, _) in LIMITS.items()
    for value in beyond(low, high, isinstance(getattr(Recipe, name), int))
]
NOT_FINITE = [
    (name, value)
    for name in ("learning_rate", "dropout", "share", "epochs", "seed", "ema")
    for value in (math.nan, math.inf, -math.inf, "nan", "inf", "1e999")
]
WRONG_CHOICE = [
    *(("backbone", value) for value in ("", "resnet", "CNN", "../cnn", None, 1)),
    *(("weights", value) for value in ("", "ImageNet", None)),
    *(("schedule", "linear"), ("optimizer", "sgd"), ("augmentation", "flip")),
    *(("mixing", value) for value in ("", "Mixup", None)),
]
WRONG_KIND = [
    *(("epochs", value) for value in ("", "many", "1.5", 1.5, None, [], {}, True)),
    *(("seed", value) for value in ("1e1000", 10**400, "9" * 5000, "\u0661x")),
    *(("learning_rate", value) for value in ("", "fast", None, [1], True)),
    *(("train_batch_norm", value) for value in ("true", 1, None, "")),
    *(("corrections", value) for value in ("yes", 1, None, "")),
    *(("optimizer", value) for value in (1, True, ["adam"])),
]


@pytest.mark.parametrize(
    ("name", "value"), [*OUT_OF_RANGE, *NOT_FINITE, *WRONG_CHOICE, *WRONG_KIND]
)
def test_a_bad_value_is_refused_and_the_setting_named(name, value):
    with pytest.raises(RecipeError, match=rf"Received: {name}=") as caught:
        Recipe.from_dict({name: value})
    assert str(caught.value).startswith("Expected ")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("epochs", "3", 3),
        ("epochs", "3.0", 3),
        ("epochs", 3.0, 3),
        ("learning_rate", "1e-3", 1e-3),
        ("learning_rate", 1, 1.0),
        ("unfrozen_layers", "-1", ALL_LAYERS),
        ("seed", str(2**31 - 1), 2**31 - 1),
    ],
)
def test_numbers_may_come_as_text(name, text, value):
    found = getattr(Recipe.from_dict({name: text}), name)
    assert found == value
    assert type(found) is type(value)


def test_every_number_has_limits():
    numbers = {field.name for field in fields(Recipe) if field.type in (int, float)}
    assert numbers == {*LIMITS, "image_size"}
