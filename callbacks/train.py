"""Wiring of the Train page. The run itself is started by the shell's callback."""

import uuid

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from dashboard import ids
from dashboard.components import (
    train_corrections,
    train_from,
    train_lesson,
    train_reading,
    train_runs,
    train_start,
    train_versions,
)
from dashboard.web import user
from dashboard.web.context import Context

ANY_FIELD = {"type": ids.TRAIN_FIELD, "index": ALL}
FORM = {
    "values": State(ANY_FIELD, "value"),
    "fields": State(ANY_FIELD, "id"),
    "backbone": State(ids.TRAIN_BACKBONE, "value"),
    "learn": State(ids.TRAIN_CORRECTIONS, "value"),
    "name": State(ids.TRAIN_NAME, "value"),
    "begin": State(ids.TRAIN_BEGIN, "value"),
    "token": State(ids.TRAIN_TOKEN, "data"),
}


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""
    _form(app, context)
    _estimate(app)
    _start(app, context)
    _lesson(app, context)
    _runs(app, context)


def _form(app: Dash, context: Context) -> None:
    @app.callback(
        output={
            "form": Output(ids.TRAIN_FORM, "children"),
            "backbone": Output(ids.TRAIN_BACKBONE, "value"),
            "name": Output(ids.TRAIN_NAME, "value"),
            "begin": Output(ids.TRAIN_BEGIN, "value"),
            "learn": Output(ids.TRAIN_CORRECTIONS, "value"),
            "words": Output(ids.TRAIN_FROM_WORDS, "children"),
        },
        inputs=[Input(ids.TRAIN_BACKBONE, "value"), Input(ids.TRAIN_FROM, "data")],
    )
    def fill_form(backbone, wanted):
        if ctx.triggered_id == ids.TRAIN_BACKBONE:
            return train_from.defaults(backbone)
        return train_from.filled(context.settings, context.store, wanted)

    @app.callback(
        output={
            "label": Output(ids.TRAIN_CORRECTIONS, "label"),
            "disabled": Output(ids.TRAIN_CORRECTIONS, "disabled"),
            "words": Output(ids.TRAIN_CORRECTIONS_WORDS, "children"),
        },
        inputs=[Input(ids.TRAIN_CORRECTIONS, "id")],
    )
    def count_corrections(_):
        return train_corrections.choice_state(context.corrections)

    @app.callback(
        Output(ids.TRAIN_VERSIONS, "children"),
        # which changes when a run comes to its end, and maybe to a version
        Input(ids.TRAIN_SHOWN, "data"),
    )
    def offer_versions(_):
        return train_versions.offered(context.store)


def _estimate(app: Dash) -> None:
    @app.callback(
        Output(ids.TRAIN_ESTIMATE, "children"),
        Input(ANY_FIELD, "value"),
        Input(ids.TRAIN_SEEDS, "value"),
        State(ANY_FIELD, "id"),
        State(ids.TRAIN_BACKBONE, "value"),
    )
    def tell_time(values, seeds, fields, backbone):
        names = [field["index"] for field in fields]
        return train_reading.estimate_words(backbone, names, values, seeds)


def _start(app: Dash, context: Context) -> None:
    settings = context.settings

    @app.callback(
        Output(ids.SHELL_WATCHED_RUN, "data"),
        Output(ids.TRAIN_MESSAGE, "children"),
        Output(ids.TRAIN_TOKEN, "data"),
        inputs={"clicks": Input(ids.TRAIN_START, "n_clicks")},
        state={"form": FORM, "seeds": State(ids.TRAIN_SEEDS, "value")},
        prevent_initial_call=True,
    )
    def start_run(clicks, form, seeds):
        if not clicks:  # the page was opened: Dash calls it although told not to
            return no_update, no_update, no_update
        request = train_start.request_of(form, user.asker(settings))
        run_id, words = train_start.start(settings, request, seeds)
        return run_id or no_update, words, uuid.uuid4().hex


def _lesson(app: Dash, context: Context) -> None:
    settings = context.settings

    @app.callback(
        output={
            "label": Output(ids.TRAIN_LESSON, "children"),
            "disabled": Output(ids.TRAIN_LESSON, "disabled"),
            "words": Output(ids.TRAIN_LESSON_WORDS, "children"),
        },
        inputs=[Input(ids.TRAIN_LESSON, "id")],
    )
    def count_lessons(_):
        return train_lesson.lesson_state(context.store, context.corrections)

    @app.callback(
        Output(ids.SHELL_WATCHED_RUN, "data", allow_duplicate=True),
        Output(ids.TRAIN_LESSON_MESSAGE, "children"),
        Input(ids.TRAIN_LESSON, "n_clicks"),
        prevent_initial_call=True,
    )
    def start_lesson(clicks):
        if not clicks:  # the page was opened: Dash calls it although told not to
            return no_update, no_update
        run_id, words = train_lesson.start(settings, user.asker(settings))
        return run_id or no_update, words


def _runs(app: Dash, context: Context) -> None:
    @app.callback(
        output={
            "line": Output(ids.TRAIN_LINE, "children"),
            "cards": Output(ids.TRAIN_RUNS, "children"),
            "shown": Output(ids.TRAIN_SHOWN, "data"),
            "live": Output({"type": ids.TRAIN_LIVE, "index": ALL}, "children"),
        },
        inputs=[Input(ids.TRAIN_TICK, "n_intervals")],
        state=[
            State(ids.TRAIN_SHOWN, "data"),
            State({"type": ids.TRAIN_LIVE, "index": ALL}, "id"),
        ],
    )
    def show_runs(_, shown, on_page):
        return train_runs.page_state(context.settings, shown, on_page)
