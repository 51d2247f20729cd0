"""Wiring of the Doubt page."""

from dash import Dash, Input, Output, State, no_update

from callbacks.shared import fill_model_picker
from dashboard import ids
from dashboard.components import doubt_state
from dashboard.web.context import Context


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""
    store = context.store
    fill_model_picker(app, context, ids.DOUBT_MODEL)

    @app.callback(
        Output(ids.DOUBT_COVERAGE, "value"),
        Input(ids.DOUBT_MODEL, "value"),
        prevent_initial_call=True,
    )
    def set_dial(model):
        return doubt_state.coverage_of(store, model)

    @app.callback(
        output={
            "reliability": Output(ids.DOUBT_RELIABILITY, "figure"),
            "coverage": Output(ids.DOUBT_CURVES, "figure"),
            "words": Output(ids.DOUBT_WORDS, "children"),
            "saved": Output(ids.DOUBT_SAVE, "disabled"),
        },
        inputs=[
            Input(ids.DOUBT_COVERAGE, "value"),
            Input(ids.DOUBT_MESSAGE, "children"),
            State(ids.DOUBT_MODEL, "value"),
        ],
        prevent_initial_call=True,
    )
    def show_doubt(coverage, _, model):
        return doubt_state.page_state(store, context.data, model, coverage)

    @app.callback(
        Output(ids.DOUBT_MESSAGE, "children"),
        Input(ids.DOUBT_SAVE, "n_clicks"),
        State(ids.DOUBT_MODEL, "value"),
        State(ids.DOUBT_COVERAGE, "value"),
        prevent_initial_call=True,
    )
    def save_coverage(clicks, model, coverage):
        if not clicks:
            return no_update
        return doubt_state.save(store, context.data, model, coverage)
