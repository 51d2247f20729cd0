"""Wiring of the History page."""

from dash import Dash, Input, Output

from callbacks.shared import keep_address
from dashboard import ids
from dashboard.components import history_state
from dashboard.web.context import Context


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""

    @app.callback(
        output={
            "options": Output(ids.HISTORY_CURVES, "options"),
            "value": Output(ids.HISTORY_CURVES, "value"),
            "accuracy": Output(ids.HISTORY_ACCURACY, "figure"),
            "loss": Output(ids.HISTORY_LOSS, "figure"),
            "table": Output(ids.HISTORY_TABLE, "children"),
            "query": Output(ids.HISTORY_QUERY, "data"),
        },
        inputs=[
            Input(ids.HISTORY_CURVES, "value"),
            Input(ids.HISTORY_TICK, "n_intervals"),
        ],
    )
    def show_curves(chosen, _):
        return history_state.page_state(context.settings, context.store, chosen)

    keep_address(app, ids.HISTORY_QUERY)
