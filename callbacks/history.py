"""Wiring of the History page."""

import time

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from callbacks.shared import keep_address
from dashboard import ids
from dashboard.components import history_marks, history_state
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
    _show(app, context)
    _choose(app, context)
    _mark(app, context)
    keep_address(app, ids.HISTORY_QUERY)


def _show(app: Dash, context: Context) -> None:
    settings, store = context.settings, context.store

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
        return history_state.table_state(settings, store, view, passed)

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
        return history_state.curves_state(settings, store, view, seen)

    app.clientside_callback(
        ClientsideFunction("records", "figure"),
        Output(ids.HISTORY_GRAPH, "figure"),
        Input(ids.HISTORY_FIGURE, "data"),
        prevent_initial_call=True,
    )

    @app.callback(Output(ids.HISTORY_QUERY, "data"), inputs={"choices": LISTED | DRAWN})
    def tell_address(choices):
        return history_state.view_of(choices, ctx.triggered_id).to_query()

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

    app.clientside_callback(
        ClientsideFunction("records", "focus"),
        # a callback needs an output; this one is never written
        Output(ids.SHELL_THEME, "data", allow_duplicate=True),
        Input(ids.HISTORY_TABLE, "children"),
        prevent_initial_call=True,
    )


def _choose(app: Dash, context: Context) -> None:
    @app.callback(
        Output(ids.HISTORY_CHOSEN, "data"),
        Input({"type": ids.HISTORY_CHOOSE, "index": ALL}, "value"),
        State({"type": ids.HISTORY_CHOOSE, "index": ALL}, "id"),
        CHOSEN,
        prevent_initial_call=True,
    )
    def tick_rows(values, boxes, chosen):
        keys = [box["index"] for box in boxes]
        now = history_state.ticked(chosen, keys, values)
        return now if now != chosen else no_update

    @app.callback(
        Output(ids.HISTORY_CHOSEN, "data", allow_duplicate=True),
        Output(ids.HISTORY_DRAWN, "data"),
        inputs={
            "_": [
                Input(button, "n_clicks")
                for button in (ids.HISTORY_ALL, ids.HISTORY_SEEDS, ids.HISTORY_CLEAR)
            ],
            "listed": {key: State(*_place(part)) for key, part in LISTED.items()},
            "chosen": CHOSEN,
        },
        prevent_initial_call=True,
    )
    def choose_many(_, listed, chosen):
        if not any(_):  # the page was opened: Dash calls it although told not to
            return no_update, no_update
        view = history_state.view_of({**listed, "show": chosen})
        found = history_state.chosen_by(
            context.settings, context.store, ctx.triggered_id, view
        )
        return found, time.time()


def _mark(app: Dash, context: Context) -> None:
    settings, store = context.settings, context.store

    @app.callback(
        Output(ids.HISTORY_CHANGED, "data"),
        Output(ids.HISTORY_MARKED, "children"),
        Input({"type": ids.HISTORY_MARK, "index": ALL}, "n_clicks"),
        State(ids.HISTORY_TAGS, "value"),
        State(ids.HISTORY_NOTE, "value"),
        CHOSEN,
        prevent_initial_call=True,
    )
    def mark_rows(clicks, tags, note, chosen):
        if not any(clicks):
            return no_update, no_update
        change = history_marks.change_of(ctx.triggered_id["index"], tags, note)
        return time.time(), history_marks.mark(settings, store, chosen, change)

    @app.callback(
        Output(ids.HISTORY_CHANGED, "data", allow_duplicate=True),
        Input({"type": ids.HISTORY_STAR, "index": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    def turn_star(clicks):
        if not any(clicks):
            return no_update
        history_marks.turn_star(settings, store, ctx.triggered_id["index"])
        return time.time()

    @app.callback(Output(ids.HISTORY_NOTE, "value"), Input(ids.HISTORY_CHOSEN, "data"))
    def offer_note(chosen):
        return history_marks.note_of(settings, store, chosen)


def _place(part: Input) -> tuple[str, str]:
    return part.component_id, part.component_property
