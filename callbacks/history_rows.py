"""Wiring of the rows of the History page: choosing and marking them."""

import time

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from callbacks.history import CHOSEN, LISTED
from callbacks.shared import keep_press
from dashboard import ids
from dashboard.components import history_choice, history_marks, history_state
from dashboard.web.context import Context


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""
    _choose(app, context)
    _mark(app, context)


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
        now = history_choice.ticked(chosen, keys, values)
        return now if now != chosen else no_update

    @app.callback(
        Output(ids.HISTORY_CHOSEN, "data", allow_duplicate=True),
        Output(ids.HISTORY_DRAWN, "data"),
        inputs={
            "clicks": [
                Input(button, "n_clicks")
                for button in (ids.HISTORY_ALL, ids.HISTORY_SEEDS, ids.HISTORY_CLEAR)
            ],
            "listed": {key: State(*_place(part)) for key, part in LISTED.items()},
            "chosen": CHOSEN,
        },
        prevent_initial_call=True,
    )
    def choose_many(clicks, listed, chosen):
        if not any(clicks):  # the page was opened: Dash calls it although told not to
            return no_update, no_update
        view = history_state.view_of({**listed, "show": chosen})
        found = history_choice.chosen_by(
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

    keep_press(app, ids.HISTORY_STARRING, ids.HISTORY_STAR)

    @app.callback(
        Output(ids.HISTORY_CHANGED, "data", allow_duplicate=True),
        Input(ids.HISTORY_STARRING, "data"),
        prevent_initial_call=True,
    )
    def turn_star(pressed):
        if not pressed:
            return no_update
        history_marks.turn_star(settings, store, pressed["index"])
        return time.time()

    @app.callback(Output(ids.HISTORY_NOTE, "value"), Input(ids.HISTORY_CHOSEN, "data"))
    def offer_note(chosen):
        return history_marks.note_of(settings, store, chosen)


def _place(part: Input) -> tuple[str, str]:
    return part.component_id, part.component_property
