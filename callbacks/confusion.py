"""Wiring of the Confusion page."""

from dash import ALL, Dash, Input, Output, ctx, no_update

from callbacks.shared import fill_model_picker, keep_address
from dashboard import ids
from dashboard.components import confusion_state
from dashboard.labels import CLASSES
from dashboard.web.context import Context


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""
    fill_model_picker(app, context, ids.CONFUSION_MODEL)

    @app.callback(
        Output(ids.CONFUSION_CHOSEN, "data"),
        Input({"type": ids.CONFUSION_CELL, "index": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    def choose_cell(clicks):
        if not any(clicks):
            return no_update
        return list(divmod(ctx.triggered_id["index"], CLASSES))

    @app.callback(
        output={
            "matrix": Output(ids.CONFUSION_MATRIX, "children"),
            "images": Output(ids.CONFUSION_IMAGES, "children"),
            "scores": Output(ids.CONFUSION_SCORES, "children"),
            "query": Output(ids.CONFUSION_QUERY, "data"),
        },
        inputs=[
            Input(ids.CONFUSION_MODEL, "value"),
            Input(ids.CONFUSION_MEASURE, "value"),
            Input(ids.CONFUSION_CHOSEN, "data"),
        ],
    )
    def show_matrix(model, measure, cell):
        return confusion_state.page_state(
            context.store, context.data, model, measure, cell
        )

    keep_address(app, ids.CONFUSION_QUERY)
