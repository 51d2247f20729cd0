"""Wiring of pages: each module registers its callbacks on the app it is given."""

from dash import Dash

from callbacks import (
    answers,
    browse,
    confusion,
    corrections,
    history,
    models,
    predict,
    shell,
    train,
)
from dashboard.web.context import Context


def register(app: Dash, context: Context) -> None:
    """Register the callbacks of every page."""
    pages = (shell, predict, answers, browse, confusion, history, train, models)
    for page in (*pages, corrections):
        page.register(app, context)
