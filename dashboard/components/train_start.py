"""From a filled Train form to runs in the line."""

from dataclasses import replace
from typing import Any

from dash import html

from dashboard.components.run_link import run_link
from dashboard.components.train_reading import read, repeats
from dashboard.errors import DuplicateRunError
from dashboard.jobs import queue
from dashboard.jobs.request import Request
from dashboard.settings import Settings
from dashboard.store.teachers import teacher
from dashboard.store.versions import ModelStore


def request_of(form: dict[str, Any], created_by: str) -> Request:
    """The run that a filled form asks for.

    Args:
        form: `values` and ids (`fields`) of the settings, and beside them `backbone`,
            `learn` from corrections, `name`, `begin` (a version or "") and `token`.

    Raises:
        RecipeError: a field is empty or holds what cannot be trained.
    """
    names = [field["index"] for field in form["fields"]]
    recipe = read(form["backbone"], names, form["values"])
    return Request(
        recipe=recipe.with_(corrections=form["learn"] is True).to_dict(),
        name=form["name"],
        start=form["begin"] or None,
        token=form["token"],
        created_by=created_by,
    )


def start(
    settings: Settings, request: Request, seeds: int
) -> tuple[str | None, html.Div]:
    """Submit a run for each seed from the recipe's on, or none of them.

    Args:
        request: its token is that of the whole intent; the others derive from it.

    Returns:
        The run to watch, the last one, and a sentence. None when the very same is
        under way already.

    Raises:
        RecipeError: a setting or `seeds` cannot be.
        RunError: the line has no room, or the teacher sees photographs.
        StoreError: there is no such teacher.
    """
    if named := request.recipe.get("teacher"):
        teacher(ModelStore(settings.store), named)  # better now than in its log
    wanted = [_with_seed(request, number) for number in range(repeats(seeds))]
    try:
        runs = queue.submit_all(settings, wanted, once=True)
    except DuplicateRunError as error:
        return None, html.Div([f"{error} ", run_link(error.run_id, "Open it.")])
    links = [part for run in runs for part in (run_link(run.id), " ")]
    if len(runs) == 1:
        return runs[0].id, html.Div(["Run ", *links, "is on its way."])
    return runs[-1].id, html.Div([f"{len(runs)} runs are on their way: ", *links])


def _with_seed(request: Request, number: int) -> Request:
    if not number:
        return request
    seed = request.recipe["seed"] + number
    token = f"{request.token}+{number}"
    return replace(request, recipe={**request.recipe, "seed": seed}, token=token)
