"""Wiring of the Corrections page, and of the form under each answer."""

import uuid

from dash import ALL, MATCH, Dash, Input, Output, State, ctx, no_update

from dashboard import ids
from dashboard.components import correction_state, corrections_state
from dashboard.components.correction_form import saved_words
from dashboard.web.context import Context


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""
    _save(app, context)
    _show(app, context)
    _relabel(app, context)
    _delete(app, context)


def _save(app: Dash, context: Context) -> None:
    @app.callback(
        Output({"type": ids.CORRECTION_MESSAGE, "index": MATCH}, "children"),
        Input({"type": ids.CORRECTION_SAVE, "index": MATCH}, "n_clicks"),
        State({"type": ids.CORRECTION_LABEL, "index": MATCH}, "value"),
        State({"type": ids.CORRECTION_NOTE, "index": MATCH}, "value"),
        State({"type": ids.CORRECTION_ANSWER, "index": MATCH}, "data"),
        State({"type": ids.ANSWER_EDIT, "index": MATCH}, "data"),
        State(ids.PREDICT_PICTURES, "data"),
        prevent_initial_call=True,
    )
    def save_correction(clicks, label, note, said, edit, pictures):
        if not clicks:
            return no_update
        what = pictures, ctx.triggered_id["index"], said, label, note, edit
        correction_state.save(context.settings, *what)
        return saved_words(label)


def _show(app: Dash, context: Context) -> None:
    @app.callback(
        output={
            "grid": Output(ids.CORRECTIONS_GRID, "children"),
            "count": Output(ids.CORRECTIONS_COUNT, "children"),
            "pages": Output(ids.CORRECTIONS_PAGE, "max_value"),
            "page": Output(ids.CORRECTIONS_PAGE, "active_page"),
        },
        inputs=[
            Input(ids.CORRECTIONS_FILTER, "value"),
            Input(ids.CORRECTIONS_PAGE, "active_page"),
            Input(ids.CORRECTIONS_CHANGED, "data"),
        ],
    )
    def show_corrections(label, page, _):
        return corrections_state.page_state(context.corrections, label, page)


def _relabel(app: Dash, context: Context) -> None:
    kept = context.corrections

    @app.callback(
        Output(ids.CORRECTIONS_COUNT, "children", allow_duplicate=True),
        Input({"type": ids.CORRECTIONS_LABEL, "index": ALL}, "value"),
        State({"type": ids.CORRECTIONS_LABEL, "index": ALL}, "id"),
        prevent_initial_call=True,
    )
    def change_label(labels, places):
        chosen = ctx.triggered_id
        if not chosen:
            return no_update
        label = dict(zip((p["index"] for p in places), labels, strict=True))
        index = chosen["index"]
        # the cards stay as they are drawn, so that the keyboard stays where it is
        return corrections_state.relabel(kept, index, label[index]) or no_update


def _delete(app: Dash, context: Context) -> None:
    kept = context.corrections

    @app.callback(
        Output(ids.CORRECTIONS_CONFIRM, "is_open"),
        Output(ids.CORRECTIONS_CONFIRM_BODY, "children"),
        Output(ids.CORRECTIONS_CHOSEN, "data"),
        Input({"type": ids.CORRECTIONS_DELETE, "index": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    def ask_first(clicks):
        if not any(clicks):
            return no_update, no_update, no_update
        index = ctx.triggered_id["index"]
        return True, corrections_state.question(kept, index), index

    @app.callback(
        Output(ids.CORRECTIONS_CONFIRM, "is_open", allow_duplicate=True),
        Output(ids.CORRECTIONS_CHANGED, "data"),
        Input(ids.CORRECTIONS_REALLY, "n_clicks"),
        Input(ids.CORRECTIONS_KEEP, "n_clicks"),
        State(ids.CORRECTIONS_CHOSEN, "data"),
        prevent_initial_call=True,
    )
    def delete_or_keep(really, keep, chosen):
        if not really and not keep:
            return no_update, no_update
        if ctx.triggered_id == ids.CORRECTIONS_KEEP:
            return False, no_update
        kept.delete(chosen)
        return False, uuid.uuid4().hex
