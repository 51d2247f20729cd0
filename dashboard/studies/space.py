"""The recipes that a study may try, and the check that none of them is one that cannot
be trained; which settings are offered to vary is in ranges.py."""

import itertools
import math
from collections.abc import Iterator, Mapping
from typing import Any

from dashboard.errors import RecipeError, StudyError
from dashboard.recipe import Recipe
from dashboard.studies.dimension import Dimension, Listed, Span, words

Space = Mapping[str, Dimension]

# these decide which images are learned from or what is compared: one for all trials
NEVER = ("backbone", "seed", "corrections", "share")
# settings whose refusal depends on another one; all their corners are tried together
ENTANGLED = (
    "cached_views",
    "mixing",
    "taps",
    "epochs",
    "head_epochs",
    "small_epochs",
    "small_image_size",
    "image_size",
)
MOST_CORNERS = 10_000


def check(base: Recipe, space: Space) -> None:
    """Refuse a space with a point that cannot be trained.

    Raises:
        StudyError: nothing varies, a setting must be the same for all trials, or
            recipes of the space would be refused.
    """
    if not space:
        raise StudyError(
            "Expected at least one setting to vary. Received: none. Give one of them a "
            "range or a list."
        )
    if fixed := sorted(set(space) & set(NEVER)):
        raise StudyError(
            f"Expected {', '.join(fixed)} to be the same in all trials, so that they "
            f"can be compared. Received: {words(space[fixed[0]])}. Give one value."
        )
    for point in _points(space):
        try:
            recipe(base, point)
        except RecipeError as error:
            at = ", ".join(f"{name}={value}" for name, value in point.items())
            raise StudyError(
                f"Expected every recipe of the space to be possible. Received: {at}. "
                f"{error} Take it out of its range or list."
            ) from error


def _points(space: Space) -> Iterator[dict[str, Any]]:
    """Points such that, when all of them can be trained, every point can."""
    for name in space:
        if name not in ENTANGLED:
            yield from ({name: value} for value in corners(space[name]))
    tangled = [name for name in ENTANGLED if name in space]
    lists = [corners(space[name]) for name in tangled]
    if math.prod(map(len, lists)) > MOST_CORNERS:
        raise StudyError(
            f"Expected at most {MOST_CORNERS} combinations of {', '.join(tangled)}. "
            "Received: more. Vary fewer of them, or give them shorter lists."
        )
    for values in itertools.product(*lists):
        yield dict(zip(tangled, values, strict=True))


def corners(dimension: Dimension) -> tuple[Any, ...]:
    """The values that stand for all of a dimension in a check."""
    if isinstance(dimension, Listed):
        return dimension.values
    return dimension.low, dimension.high


def recipe(base: Recipe, params: Mapping[str, Any]) -> Recipe:
    """The recipe at a point of the space.

    Raises:
        RecipeError: it cannot be trained.
    """
    return Recipe.from_dict({**base.to_dict(), **params})


def size(space: Space) -> int:
    """How many recipes a grid over the space has.

    Raises:
        StudyError: a range has no end of them.
    """
    total = 1
    for name, dimension in space.items():
        if isinstance(dimension, Span):
            raise StudyError(
                f"Expected lists for a grid. Received: {name}={words(dimension)}. "
                "Write the values that are to be tried, or choose another sampler."
            )
        total *= len(dimension.values)
    return total
