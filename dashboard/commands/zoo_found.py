"""Which versions of a store are those that the zoo makes: told by name and recipe."""

from collections.abc import Sequence
from typing import Any

from dashboard.errors import RecipeError
from dashboard.preset_recipes import AVERAGED, ENSEMBLE, PUBLISHED_AS
from dashboard.presets import preset
from dashboard.recipe import Recipe
from dashboard.store.version import Version


def published_as(name: str) -> str:
    """The name in the store of what the zoo calls `name`."""
    return PUBLISHED_AS.get(name, name)


def same(values: dict[str, Any], recipe: Recipe) -> bool:
    """Whether the recipe of a manifest or a run, as it is stored, is `recipe`."""
    try:
        return Recipe.from_dict(values) == recipe
    except RecipeError:  # of another version of Lookbook
        return False


def published(
    versions: Sequence[Version], name: str, recipe: Recipe, *, continued: bool
) -> Version | None:
    """The newest with that recipe that continued another one, or none, as asked."""
    return next(
        (
            one
            for one in versions
            if one.name == published_as(name)
            and same(one.manifest["recipe"], recipe)
            and bool(one.manifest.get("parent")) == continued
        ),
        None,
    )


def members(versions: Sequence[Version]) -> list[Version] | None:
    """What the zoo's ensemble averages; None while one of them is not published."""
    steps = ((name, preset(name)) for name in AVERAGED)
    found = [published(versions, *step, continued=False) for step in steps]
    return found if all(found) else None


def average(versions: Sequence[Version]) -> Version | None:
    """The newest ensemble of exactly those members."""
    refs = [one.ref for one in members(versions) or ()]
    found = (one for one in versions if refs and one.name == ENSEMBLE)
    return next((one for one in found if _averaged(one) == refs), None)


def _averaged(version: Version) -> list[str]:
    return [member["ref"] for member in version.manifest["members"]]
