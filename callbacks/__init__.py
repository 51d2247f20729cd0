"""Wiring of pages: each module registers its callbacks on the app it is given."""

from dash import Dash

from callbacks import (
    browse,
    confusion,
    corrections,
    doubt,
    history,
    models,
    predict,
    shell,
    train,
)
from dashboard.web.context import Context


def register(app: Dash, context: Context) -> None:
    """Register the callbacks of every page."""
    pages = (
        shell,
        predict,
        browse,
        confusion,
        doubt,
        history,
        train,
        models,
        corrections,
    )
    for page in pages:
        page.register(app, context)
