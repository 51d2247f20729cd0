"""Wiring of the Models page."""

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from callbacks.shared import keep_press
from dashboard import ids
from dashboard.components import models_state, models_table
from dashboard.web.context import Context
from dashboard.web.promotion import promote


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""
    keep_press(app, ids.MODELS_PROMOTING, ids.MODELS_PROMOTE)
    _show(app, context)
    _sort(app)
    _promote(app, context)
    _open(app, context)


def _show(app: Dash, context: Context) -> None:
    @app.callback(
        output={
            "table": Output(ids.MODELS_TABLE, "children"),
            "figure": Output(ids.MODELS_TRADEOFF, "figure"),
            "answer": Output(ids.MODELS_TRANSFER, "children"),
            "history": Output(ids.MODELS_HISTORY, "children"),
            "generation": Output(ids.MODELS_GENERATION, "data"),
        },
        inputs=[
            Input(ids.MODELS_CHANGED, "data"),
            Input(ids.SHELL_FINISHED_RUN, "data"),
            Input(ids.MODELS_ORDER, "data"),
            Input(ids.MODELS_AXIS, "value"),
        ],
    )
    def show_versions(_, __, order, axis):
        return models_state.page_state(context.settings, context.store, order, axis)


def _sort(app: Dash) -> None:
    @app.callback(
        Output(ids.MODELS_ORDER, "data"),
        Input({"type": ids.MODELS_SORT, "index": ALL}, "n_clicks"),
        State(ids.MODELS_ORDER, "data"),
        prevent_initial_call=True,
    )
    def sort_versions(clicks, order):
        if not any(clicks):
            return no_update
        return models_state.next_order(order, ctx.triggered_id["index"])

    app.clientside_callback(
        ClientsideFunction("models", "focus"),
        # a callback needs an output; this one is never written
        Output(ids.SHELL_THEME, "data", allow_duplicate=True),
        Input(ids.MODELS_TABLE, "children"),
        State(ids.MODELS_ORDER, "data"),
        prevent_initial_call=True,
    )


def _promote(app: Dash, context: Context) -> None:
    @app.callback(
        Output(ids.MODELS_CHANGED, "data"),
        Input(ids.MODELS_PROMOTING, "data"),
        State(ids.MODELS_GENERATION, "data"),
        prevent_initial_call=True,
    )
    def make_champion(pressed, generation):
        if not pressed:
            return no_update
        return promote(context.store, pressed["index"], generation)


def _open(app: Dash, context: Context) -> None:
    @app.callback(
        Output(ids.MODELS_CARD_BODY, "children"),
        Output(ids.MODELS_CARD, "is_open"),
        Input({"type": ids.MODELS_OPEN, "index": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    def open_card(clicks):
        if not any(clicks):
            return no_update, no_update
        version = context.store.resolve(ctx.triggered_id["index"])
        return models_table.card(version), True
