"""The settings of a lesson, and telling them from a recipe."""

import pytest

from dashboard.errors import RecipeError
from dashboard.photo_lesson import PhotoLesson
from dashboard.presets import defaults
from dashboard.recipes import recipe_of


def test_settings_go_to_json_and_back():
    lesson = PhotoLesson(copies=3, seed=7)
    assert PhotoLesson.from_dict(lesson.to_dict()) == lesson
    assert PhotoLesson.from_dict({"copies": "3", "seed": 7}) == lesson


def test_a_lesson_has_epochs_of_the_head_alone():
    assert PhotoLesson().epochs == 0
    assert "epochs" not in PhotoLesson().to_dict()


@pytest.mark.parametrize("recipe", [PhotoLesson(seed=3), defaults("cnn")], ids=str)
def test_the_settings_of_a_run_are_told_apart_by_the_backbone(recipe):
    assert recipe_of(recipe.to_dict()) == recipe


@pytest.mark.parametrize(
    "changes",
    [
        {"head_epochs": 0},
        {"head_epochs": 1.5},
        {"copies": 0},
        {"dressed": 10**6},
        {"remember": -1},
        {"corrections": False},
        {"nonsense": 1},
        {"learning_rate": "x"},
    ],
    ids=str,
)
def test_what_cannot_be_taught_is_refused(changes):
    with pytest.raises(RecipeError, match="Expected"):
        recipe_of(PhotoLesson().to_dict() | changes)
