"""Wiring of the Many pictures page; assets/many.js sends the files."""

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from callbacks.shared import fill_model_picker, keep_address
from dashboard import ids
from dashboard.components import many_state
from dashboard.web.context import Context

CHOICES = {
    "label": Input(ids.MANY_LABEL, "value"),
    "verdict": Input(ids.MANY_VERDICT, "value"),
    "text": Input(ids.MANY_TEXT, "value"),
    "order": Input(ids.MANY_ORDER, "data"),
    "page": Input(ids.MANY_PAGE, "active_page"),
}


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""
    fill_model_picker(app, context, ids.MANY_MODEL, automatic=True)

    @app.callback(
        output={
            "table": Output(ids.MANY_TABLE, "children"),
            "count": Output(ids.MANY_COUNT, "children"),
            "pages": Output(ids.MANY_PAGE, "max_value"),
            "page": Output(ids.MANY_PAGE, "active_page"),
            "query": Output(ids.MANY_QUERY, "data"),
            "csv": Output(ids.MANY_CSV, "href"),
            "filters_hidden": Output(ids.MANY_FILTERS, "hidden"),
            "left": Output(ids.MANY_LEFT_WORDS, "children"),
            "left_hidden": Output(ids.MANY_LEFT, "hidden"),
        },
        inputs={
            "batch": Input(ids.MANY_BATCH, "data"),
            "arrived": Input(ids.MANY_ARRIVED, "data"),
            "choices": CHOICES,
        },
    )
    def show_answers(batch, arrived, choices):
        return many_state.page_state(
            context.batches, batch, arrived, choices, ctx.triggered_id
        )

    @app.callback(
        Output(ids.MANY_ORDER, "data"),
        Input({"type": ids.MANY_SORT, "index": ALL}, "n_clicks"),
        State(ids.MANY_ORDER, "data"),
        prevent_initial_call=True,
    )
    def sort_answers(clicks, order):
        if not any(clicks):
            return no_update
        return many_state.next_order(order, ctx.triggered_id["index"])

    app.clientside_callback(
        ClientsideFunction("many", "focus"),
        # a callback needs an output; this one is never written
        Output(ids.SHELL_THEME, "data", allow_duplicate=True),
        Input(ids.MANY_TABLE, "children"),
        prevent_initial_call=True,
    )
    keep_address(app, ids.MANY_QUERY)
