"""Wiring of the Train page. The run itself is started by the shell's callback."""

import uuid

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from dashboard import ids
from dashboard.components import runs, train_corrections, train_form
from dashboard.jobs import folder, queue
from dashboard.jobs.request import Request
from dashboard.web.context import Context

ANY_FIELD = {"type": ids.TRAIN_FIELD, "index": ALL}


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""
    settings = context.settings

    @app.callback(
        Output(ids.TRAIN_FORM, "children"),
        Output(ids.TRAIN_NAME, "value"),
        Input(ids.TRAIN_BACKBONE, "value"),
        prevent_initial_call=True,
    )
    def offer_defaults(backbone):
        return train_form.fields(backbone), backbone

    @app.callback(
        Output(ids.TRAIN_ESTIMATE, "children"),
        Input(ANY_FIELD, "value"),
        State(ANY_FIELD, "id"),
        State(ids.TRAIN_BACKBONE, "value"),
    )
    def tell_time(values, fields, backbone):
        names = [field["index"] for field in fields]
        return train_form.estimate_words(backbone, names, values)

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
        Output(ids.SHELL_WATCHED_RUN, "data"),
        Output(ids.TRAIN_MESSAGE, "children"),
        Output(ids.TRAIN_TOKEN, "data"),
        Input(ids.TRAIN_START, "n_clicks"),
        State(ANY_FIELD, "value"),
        State(ANY_FIELD, "id"),
        State(ids.TRAIN_BACKBONE, "value"),
        State(ids.TRAIN_CORRECTIONS, "value"),
        State(ids.TRAIN_NAME, "value"),
        State(ids.TRAIN_TOKEN, "data"),
        prevent_initial_call=True,
    )
    def start_run(clicks, values, fields, backbone, learn, name, token):
        if not clicks:  # the page was opened: Dash calls it although told not to
            return no_update, no_update, no_update
        names = [field["index"] for field in fields]
        recipe = train_form.read(backbone, names, values)
        recipe = recipe.with_(corrections=learn is True)
        request = Request(
            recipe=recipe.to_dict(),
            name=name,
            start=None,
            token=token,
            created_by="the Train page",
        )
        run = queue.submit(settings, request)
        return run.id, f"Run {run.id} is on its way.", uuid.uuid4().hex

    @app.callback(
        output={
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
        return runs.page_state(settings, shown, on_page)
