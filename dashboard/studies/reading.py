"""From what a person wrote for each setting to a base recipe and a space; form and
command line alike."""

from collections.abc import Mapping
from typing import Any

from dashboard.errors import StudyError
from dashboard.recipe import Recipe
from dashboard.studies import ranges
from dashboard.studies.dimension import Listed, Span, parsed, to_json


def read(base: Recipe, texts: Mapping[str, str]) -> tuple[dict[str, Any], dict]:
    """Values that are kept go into the recipe, the others into the space.

    Args:
        texts: what was written, by setting; see dimension.parsed.

    Returns:
        The recipe that every trial begins from and the space, both as JSON values.

    Raises:
        StudyError: a text cannot be read.
        RecipeError: the recipe cannot be trained.
    """
    fixed, varied = {}, {}
    for name, text in texts.items():
        found = parsed(name, text)
        if isinstance(found, Span | Listed):
            varied[name] = to_json(found)
        else:
            fixed[name] = found
    # what varies need not fit the base: mixing fixed where cached_views varies from 0
    return {**base.to_dict(), **fixed}, varied


def final(texts: Mapping[str, str]) -> dict[str, Any]:
    """What the best recipe gets when it is trained in full; one value for a setting.

    Raises:
        StudyError: a range or a list.
    """
    found = {name: parsed(name, text) for name, text in texts.items()}
    for name, value in found.items():
        if isinstance(value, Span | Listed):
            raise StudyError(
                f"Expected one value of {name} for the last training. Received: "
                f"{texts[name]!r}. Write one."
            )
    return found


def first_space(base: Recipe) -> dict[str, dict]:
    """What a study varies when nobody says anything."""
    offered = ranges.offered(base)
    return {name: to_json(offered[name]) for name in ranges.first_choice(base)}


def pairs(words: list[str]) -> dict[str, str]:
    """Options such as "dropout=0..0.5" by setting.

    Raises:
        StudyError: there is no "=", or a setting comes twice.
    """
    found: dict[str, str] = {}
    for word in words:
        name, equals, text = word.partition("=")
        name = name.strip().replace("-", "_")
        if not equals or name in found:
            raise StudyError(
                "Expected SETTING=VALUE, each setting once, such as dropout=0..0.5 or "
                f"batch_size=128,256. Received: {word!r}. Correct it."
            )
        found[name] = text
    return found
