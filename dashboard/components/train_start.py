"""From a filled Train form to runs in the line."""

from dataclasses import replace

from dash import html

from dashboard.components.run_link import run_link
from dashboard.components.train_reading import repeats
from dashboard.errors import DuplicateRunError
from dashboard.jobs import queue
from dashboard.jobs.request import Request
from dashboard.settings import Settings


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
        RunError: the line has no room.
    """
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
