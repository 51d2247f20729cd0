"""From the filled form of a study to what is asked, and how long that takes."""

from typing import Any

from dashboard.components.study_form import ASKED
from dashboard.errors import LookbookError, StudyError
from dashboard.estimate import span, trial
from dashboard.presets import base as base_of
from dashboard.recipe import Recipe
from dashboard.studies import reading
from dashboard.studies.request import StudyRequest

ASKER = "the Studies page"


def request(
    base: str,
    texts: dict[str, Any],
    asked: dict[str, Any],
    token: str,
    user: str | None = None,
) -> StudyRequest:
    """The study that the form describes.

    Args:
        texts: what was written, by setting.
        asked: the values of the other fields, by name.
        user: who asks, where people are named.

    Raises:
        StudyError, RecipeError: something in it cannot be tried.
    """
    recipe, space = reading.read(
        base_of(base), {name: text or "" for name, text in texts.items()}
    )
    return StudyRequest(
        name=asked["name"] or "",
        base=recipe,
        space=space,
        trials=_whole("trials", asked),
        minutes=asked["minutes"],
        sampler=asked["sampler"],
        pruner=asked["pruner"],
        seed=_whole("seed", asked),
        publish_as=asked["publish_as"] or asked["name"] or "",
        token=token,
        created_by=user or ASKER,
        final=_final(asked, recipe),
    )


def _final(asked: dict[str, Any], recipe: dict[str, Any]) -> dict[str, Any]:
    found = {}
    if asked["final_share"] is not None:
        found["share"] = asked["final_share"]
    if asked["final_epochs"] is not None:
        phase = "epochs" if recipe["epochs"] else "head_epochs"
        found[phase] = _whole("final_epochs", asked)
    return found


def _whole(name: str, asked: dict[str, Any]) -> int | None:
    """A number field that must hold a whole number, or nothing."""
    value = asked[name]
    if value is None or float(value) == int(value):
        return None if value is None else int(value)
    raise StudyError(
        f"Expected a whole number for “{ASKED[name][0]}”. Received: {value!r}. Correct "
        "the field."
    )


def estimate_words(base: str, texts: dict[str, Any], asked: dict[str, Any]) -> str:
    """How long the study takes, or what is wrong with the form."""
    try:
        # a form that is only lacking its name can be judged all the same
        named = {**asked, "name": asked["name"] or "unnamed"}
        wanted = request(base, texts, named, "none")
    except LookbookError as error:
        return str(error)
    recipe = Recipe.from_dict(wanted.base)
    each, first = (trial(recipe, features_there=there) for there in (True, False))
    if wanted.most_trials is None:
        return f"About {span(each)} a trial, on two idle cores."
    total = first + (wanted.most_trials - 1) * each
    if wanted.minutes is not None:
        total = min(total, 60 * wanted.minutes)
    return (
        f"{wanted.most_trials} trials of about {span(each)}: {span(total)} on two idle "
        "cores, less what is given up early."
    )
