"""The Train form filled from what was trained before: a run or a version."""

from dataclasses import dataclass
from typing import Any

from dash import html, no_update

from dashboard.backbones import BACKBONES
from dashboard.components import train_form
from dashboard.components.run_link import run_link
from dashboard.errors import NotFoundError, RunError
from dashboard.jobs import folder
from dashboard.jobs.folder import RUN_ID
from dashboard.photo_lesson import PhotoLesson
from dashboard.recipe import Recipe
from dashboard.recipes import recipe_of
from dashboard.settings import Settings
from dashboard.store.versions import ModelStore


@dataclass(frozen=True)
class Source:
    """What the form is filled with.

    Attributes:
        start: the version it continued from, or None.
        words: where all that comes from.
    """

    recipe: Recipe
    name: str
    start: str | None
    words: html.Div


def source(settings: Settings, store: ModelStore, wanted: str) -> Source:
    """The recipe of a run (its id) or of a version ("name/number").

    Raises:
        RunError, StoreError: there is no such run or version.
        RecipeError: it cannot be trained any more.
    """
    if RUN_ID.fullmatch(wanted):
        run = folder.get_run(settings, wanted)
        recipe = recipe_of(run.request.recipe)
        if isinstance(recipe, PhotoLesson):
            raise RunError(
                f"Expected a run with a form of settings. Received: {run.id}, which "
                "taught photographs. Teach them again below the form."
            )
        words = ["Filled from run ", run_link(run.id), "."]
        return _begun(store, recipe, run.request.name, run.request.start, words)
    version = store.resolve(wanted)
    if version.manifest["backbone"] not in BACKBONES:
        raise RunError(
            "Expected a version with a recipe of its own. Received: "
            f"{version.ref}, {version.manifest['architecture']}. Choose one of the "
            "single networks for 28x28 images."
        )
    recipe = Recipe.from_dict(version.manifest["recipe"])
    words = [f"Filled from version {version.ref}."]
    parent = version.manifest.get("parent")
    return _begun(store, recipe, version.name, parent, words)


def _begun(store: ModelStore, recipe: Recipe, name: str, start, words) -> Source:
    """Without the version that it continued from where the store no longer has it."""
    try:
        if start:
            store.resolve(start)
    except NotFoundError:
        words.append(
            f" It continued from {start}, which is not here: name a version to "
            "continue from, or train from the beginning with settings for that."
        )
        start = None
    return Source(recipe, name, start, html.Div(words))


def filled(settings: Settings, store: ModelStore, wanted: Any) -> dict[str, Any]:
    """The whole form from what the address names; raises as `source`."""
    if not isinstance(wanted, str) or not wanted:  # the form is as it was laid out
        names = ("form", "backbone", "name", "begin", "learn", "words")
        return dict.fromkeys(names, no_update)
    found = source(settings, store, wanted)
    return {
        "form": train_form.fields_of(found.recipe),
        "backbone": found.recipe.backbone,
        "name": found.name,
        "begin": found.start or "",
        "learn": found.recipe.corrections,
        "words": found.words,
    }


def defaults(backbone: str) -> dict[str, Any]:
    """The form for another backbone or a preset; corrections stay as chosen.

    Raises:
        RecipeError: there is neither.
    """
    return {
        "form": train_form.fields(backbone),
        "backbone": no_update,
        "name": backbone,
        "begin": "",
        "learn": no_update,
        "words": [],
    }
