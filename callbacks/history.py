"""Wiring of the History page: its table and its curves."""

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from callbacks.shared import keep_address
from dashboard import ids
from dashboard.components import history_state
from dashboard.web.context import Context

LISTED = {
    "search": Input(ids.HISTORY_SEARCH, "value"),
    "state": Input(ids.HISTORY_STATE, "value"),
    "tag": Input(ids.HISTORY_TAG, "value"),
    "starred": Input(ids.HISTORY_STARRED, "value"),
    "archived": Input(ids.HISTORY_ARCHIVED, "value"),
    "order": Input(ids.HISTORY_ORDER, "data"),
    "page": Input(ids.HISTORY_PAGE, "active_page"),
}
DRAWN = {
    "show": Input(ids.HISTORY_CHOSEN, "data"),
    "x": Input(ids.HISTORY_X, "value"),
    "band": Input(ids.HISTORY_BAND, "value"),
    "scale": Input(ids.HISTORY_SCALE, "value"),
    "smoothing": Input(ids.HISTORY_SMOOTHING, "value"),
}
CHOSEN = State(ids.HISTORY_CHOSEN, "data")


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""
    _table(app, context)
    _order(app)
    _curves(app, context)
    _address(app)


def _table(app: Dash, context: Context) -> None:
    @app.callback(
        output={
            "table": Output(ids.HISTORY_TABLE, "children"),
            "count": Output(ids.HISTORY_COUNT, "children"),
            "pages": Output(ids.HISTORY_PAGE, "max_value"),
            "page": Output(ids.HISTORY_PAGE, "active_page"),
            "tags": Output(ids.HISTORY_TAG_NAMES, "children"),
            "seen": Output(ids.HISTORY_SEEN, "data"),
        },
        inputs={
            "listed": LISTED,
            "_": Input(ids.HISTORY_DRAWN, "data"),
            "__": Input(ids.HISTORY_CHANGED, "data"),
            "tick": Input(ids.HISTORY_TICK, "n_intervals"),
            "chosen": CHOSEN,
            "seen": State(ids.HISTORY_SEEN, "data"),
        },
    )
    def show_table(listed, _, __, tick, chosen, seen):
        trigger = ctx.triggered_id
        view = history_state.view_of({**listed, "show": chosen}, trigger)
        passed = seen if trigger == ids.HISTORY_TICK else None
        return history_state.table_state(context.settings, context.store, view, passed)

    app.clientside_callback(
        ClientsideFunction("records", "focus"),
        # a callback needs an output; this one is never written
        Output(ids.SHELL_THEME, "data", allow_duplicate=True),
        Input(ids.HISTORY_TABLE, "children"),
        prevent_initial_call=True,
    )


def _order(app: Dash) -> None:
    @app.callback(
        Output(ids.HISTORY_ORDER, "data"),
        Input({"type": ids.HISTORY_SORT, "index": ALL}, "n_clicks"),
        State(ids.HISTORY_ORDER, "data"),
        prevent_initial_call=True,
    )
    def sort_records(clicks, order):
        if not any(clicks):
            return no_update
        return history_state.next_order(order, ctx.triggered_id["index"])


def _curves(app: Dash, context: Context) -> None:
    @app.callback(
        output={
            "figure": Output(ids.HISTORY_FIGURE, "data"),
            "words": Output(ids.HISTORY_WORDS, "children"),
            "csv": Output(ids.HISTORY_CSV, "href"),
            "json": Output(ids.HISTORY_JSON, "href"),
            "seen": Output(ids.HISTORY_CURVES, "data"),
        },
        inputs={
            "choices": LISTED | DRAWN,
            "_": Input(ids.HISTORY_TICK, "n_intervals"),
            "seen": State(ids.HISTORY_CURVES, "data"),
        },
    )
    def show_curves(choices, _, seen):
        view = history_state.view_of(choices)
        return history_state.curves_state(context.settings, context.store, view, seen)

    app.clientside_callback(
        ClientsideFunction("records", "figure"),
        Output(ids.HISTORY_GRAPH, "figure"),
        Input(ids.HISTORY_FIGURE, "data"),
        prevent_initial_call=True,
    )


def _address(app: Dash) -> None:
    @app.callback(Output(ids.HISTORY_QUERY, "data"), inputs={"choices": LISTED | DRAWN})
    def tell_address(choices):
        return history_state.view_of(choices, ctx.triggered_id).to_query()

    keep_address(app, ids.HISTORY_QUERY)
