"""From the filled Train form to a recipe, and how long that takes."""

from typing import Any

from dashboard.components.train_form import ALL, YES_OR_NO
from dashboard.errors import LookbookError, RecipeError
from dashboard.estimate import estimate, span
from dashboard.presets import base
from dashboard.recipe import Recipe

MOST_SEEDS = 10


def read(backbone: str, names: list[str], values: list[Any]) -> Recipe:
    """The recipe that a filled form describes.

    Raises:
        RecipeError: a field is empty or holds what cannot be trained.
    """
    given = dict(zip(names, values, strict=True))
    if given.get("teacher", "") is None:  # the one field that may be empty
        given["teacher"] = ""
    for name, value in given.items():
        if value in (None, "") and name != "teacher":
            raise RecipeError(
                f"Expected a value for “{ALL.get(name, name)}”. Received: an empty "
                "or impossible one. Correct the field."
            )
    for name in ("train_batch_norm", "mirror"):
        if isinstance(given.get(name), str):  # a list gives words only
            given[name] = YES_OR_NO.get(given[name], given[name])
    return Recipe.from_dict({**base(backbone).to_dict(), **given})


def estimate_words(
    backbone: str, names: list[str], values: list[Any], seeds: Any = 1
) -> str:
    """How long the form's training takes, or what is wrong with it."""
    try:
        recipe = read(backbone, names, values)
        runs = repeats(seeds)
    except LookbookError as error:
        return str(error)
    each = " each" if runs > 1 else ""
    return f"About {span(estimate(recipe))}{each} on two idle cores."


def repeats(seeds: Any) -> int:
    """How many runs are asked for.

    Raises:
        RecipeError: not a whole number from 1 to MOST_SEEDS.
    """
    if not isinstance(seeds, int) or not 1 <= seeds <= MOST_SEEDS:
        raise RecipeError(
            f"Expected 1 to {MOST_SEEDS} seeds. Received: seeds={seeds!r}. Correct "
            "the number of seeds."
        )
    return int(seeds)
