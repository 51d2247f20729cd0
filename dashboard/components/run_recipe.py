"""A run's recipe as a table; what differs from its backbone's defaults is marked."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.errors import LookbookError
from dashboard.photo_lesson import PhotoLesson
from dashboard.presets import defaults
from dashboard.recipes import recipe_of

HEADINGS = ("Setting", "This run", "Default of the network")


def differences(values: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Setting to (value of the run, default for its backbone).

    A recipe of an older Lookbook lacks the newer settings, and has their defaults.
    """
    recipe = recipe_of(values)
    lesson = isinstance(recipe, PhotoLesson)
    usual = (PhotoLesson() if lesson else defaults(recipe.backbone)).to_dict()
    return {name: (value, usual[name]) for name, value in recipe.to_dict().items()}


def recipe_table(values: dict[str, Any]) -> html.Div:
    """All settings, those that differ in bold and with a mark."""
    try:
        found = differences(values)
    except LookbookError as error:  # of a backbone that is no more
        return html.Div(str(error), className="small")
    head = html.Tr([html.Th(text, scope="col") for text in HEADINGS])
    return html.Div(
        dbc.Table(
            [
                html.Thead(head),
                html.Tbody([_row(name, *pair) for name, pair in found.items()]),
            ],
            size="sm",
        ),
        className="table-scroll",
        # a box that scrolls must be reachable by keyboard
        tabIndex=0,
        role="region",
        **{"aria-label": "Recipe"},
    )


def _row(name: str, value: Any, usual: Any) -> html.Tr:
    other = value != usual
    words = [_words(value)]
    if other:
        words.append(html.Span("changed", className="badge text-bg-warning ms-2"))
    return html.Tr(
        [
            html.Th(name.replace("_", " "), scope="row"),
            html.Td(words, className="fw-bold" if other else ""),
            html.Td(_words(usual), className="text-body-secondary"),
        ]
    )


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
