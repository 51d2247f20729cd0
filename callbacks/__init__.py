"""Wiring of pages: each module registers its callbacks on the app it is given."""

from dash import Dash

from callbacks import (
    answers,
    browse,
    confusion,
    corrections,
    doubt,
    history,
    history_rows,
    many,
    models,
    predict,
    queue,
    run,
    shell,
    studies,
    train,
)
from dashboard.web.context import Context


def register(app: Dash, context: Context) -> None:
    """Register the callbacks of every page."""
    first = (shell, predict, answers, many, browse, confusion, doubt)
    runs = (history, history_rows, train, queue, run, studies)
    for page in (*first, *runs, models, corrections):
        page.register(app, context)
