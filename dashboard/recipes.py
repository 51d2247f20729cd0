"""The settings of a run, whichever kind they are: a recipe, or a lesson."""

from typing import Any

from dashboard.photo_lesson import BACKBONE, PhotoLesson
from dashboard.recipe import Recipe


def recipe_of(values: dict[str, Any]) -> Recipe | PhotoLesson:
    """The settings that a request holds as JSON values.

    Raises:
        RecipeError: they cannot be trained.
    """
    kind = PhotoLesson if values.get("backbone") == BACKBONE else Recipe
    return kind.from_dict(values)
