"""The form that defines a study: what varies, the budget, what the best one becomes."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard import ids
from dashboard.presets import base as base_of
from dashboard.recipe import Recipe
from dashboard.studies import ranges
from dashboard.studies.dimension import words
from dashboard.studies.request import PRUNERS, SAMPLERS
from dashboard.studies.titles import title

FIRST_BASE = "fast"
# the same in all trials, whatever else varies
SAME = ("share", "patience")
# fields of a StudyRequest: words, value of a new form, kind of the control
ASKED = {
    "trials": ("Trials at most", 20, "number"),
    "minutes": ("Minutes at most (empty: no limit)", None, "number"),
    "sampler": ("How trials are chosen", "tpe", SAMPLERS),
    "pruner": ("Which are given up early", "median", PRUNERS),
    "seed": ("Seed of the choice", 1, "number"),
    "name": ("Name of the study", "", "text"),
    "publish_as": ("Publish the best under", "", "text"),
    "final_share": ("Share of the data for the best", 1, "number"),
    "final_epochs": ("Epochs for the best (empty: its own)", None, "number"),
}


def settings_rows(base: str) -> list[html.Div]:
    """A row for each setting that may vary around a network's or preset's recipe.

    Raises:
        RecipeError: there is no such network or preset.
    """
    recipe = base_of(base)
    offered, first = ranges.offered(recipe), ranges.first_choice(recipe)
    rows = [_row(name, recipe, name in first) for name in offered]
    return rows + [_row(name, recipe, None) for name in SAME]


def _row(name: str, recipe: Recipe, varies: bool | None) -> html.Div:
    text = text_for(recipe, name, bool(varies))
    control = dbc.Input(
        id=_id(ids.STUDIES_TEXT, name),
        value=text,
        size="sm",
        maxlength=200,
    )
    switch = html.Span("for all trials", className="small text-body-secondary")
    if varies is not None:
        switch = dbc.Switch(
            id=_id(ids.STUDIES_VARY, name),
            value=varies,
            label=["vary", html.Span(f" {title(name)}", className="visually-hidden")],
            class_name="mb-0",
        )
    limits = ranges.hint(name, recipe.backbone)
    return html.Div(
        [
            # the label lends its two parts to the row's grid
            html.Label(
                [
                    html.Span([title(name), _small(limits)], className="study-title"),
                    control,
                ]
            ),
            html.Div(switch, className="study-switch"),
        ],
        className="study-row",
    )


def text_for(recipe: Recipe, name: str, varies: bool) -> str:
    """The text that a setting's field holds when its switch is turned."""
    if not varies:
        return words(getattr(recipe, name))
    return words(ranges.offered(recipe)[name])


def turned(base: str, name: str, varies: bool) -> str:
    """`text_for` by the names that a browser sends.

    Raises:
        RecipeError: there is no such network or preset.
    """
    return text_for(base_of(base), name, varies)


def asked_fields(names: tuple[str, ...]) -> html.Div:
    """Fields of the form that are not settings of a recipe."""
    return html.Div([_asked(name) for name in names], className="form-grid")


def _asked(name: str) -> html.Div:
    label, value, kind = ASKED[name]
    field_id = _id(ids.STUDIES_ASKED, name)
    if isinstance(kind, dict):
        options = [{"value": key, "label": words} for key, words in kind.items()]
        control = dbc.Select(id=field_id, options=options, value=value, size="sm")
    else:
        extra: dict[str, Any] = {"step": "any"} if kind == "number" else {}
        control = dbc.Input(
            id=field_id, type=kind, value=value, size="sm", maxlength=64, **extra
        )
    return html.Div([html.Label([html.Span(label), control], className="field")])


def _small(text: str) -> html.Span:
    return html.Span(text, className="small text-body-secondary d-block")


def _id(kind: str, index: str) -> dict[str, str]:
    return {"type": kind, "index": index}
