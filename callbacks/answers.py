"""Wiring of what is under an answer on the Predict page: another class for the heat,
its check, and the correction of the picture by hand."""

from dash import (
    ALL,
    MATCH,
    ClientsideFunction,
    Dash,
    Input,
    Output,
    State,
    ctx,
    no_update,
)

from dashboard import ids
from dashboard.components.answers import Asked, body, check
from dashboard.components.nearest import nearest, start
from dashboard.web.context import Context


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""

    def asked(model, other=None) -> Asked:
        return Asked(
            context.predictors, context.copies, model, other, context.neighbours
        )

    @app.callback(
        Output(_id(ids.ANSWER_BODY), "children"),
        Output(_id(ids.CORRECTION_ANSWER), "data"),
        Output(_id(ids.ANSWER_CHECKED), "children"),
        Input(_id(ids.ANSWER_EDIT), "data"),
        Input(_id(ids.ANSWER_LABEL), "value"),
        State(ids.PREDICT_PICTURES, "data"),
        State(ids.PREDICT_MODEL, "value"),
        State(ids.PREDICT_OTHER, "value"),
        prevent_initial_call=True,
    )
    def show_answer(edit, label, pictures, model, other):
        index = ctx.triggered_id["index"]
        # a check of the heat before would be untrue
        return *body(asked(model, other), pictures, index, edit, label), None

    @app.callback(
        Output(_id(ids.ANSWER_CHECKED), "children", allow_duplicate=True),
        Input(_id(ids.ANSWER_CHECK), "n_clicks"),
        State(_id(ids.ANSWER_EDIT), "data"),
        State(_id(ids.ANSWER_LABEL), "value"),
        State(ids.PREDICT_PICTURES, "data"),
        State(ids.PREDICT_MODEL, "value"),
        prevent_initial_call=True,
    )
    def check_heat(clicks, edit, label, pictures, model):
        if not clicks:
            return no_update
        return check(asked(model), pictures, ctx.triggered_id["index"], edit, label)

    correct_by_hand(app)
    show_nearest(app, context, asked)


def correct_by_hand(app: Dash) -> None:
    """The controls' state as one value, and back to none; both in the browser."""
    cuts = {"type": ids.ANSWER_CUT, "index": MATCH, "side": ALL}
    controls = [
        (_id(ids.ANSWER_LEFT), "n_clicks"),
        (_id(ids.ANSWER_RIGHT), "n_clicks"),
        (_id(ids.ANSWER_SWAPPED), "value"),
        (_id(ids.ANSWER_GROUND), "value"),
        (cuts, "value"),
    ]
    app.clientside_callback(
        ClientsideFunction("answers", "edit"),
        Output(_id(ids.ANSWER_EDIT), "data"),
        *[Input(*control) for control in controls],
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("answers", "reset"),
        *[Output(*control) for control in controls],
        Input(_id(ids.ANSWER_RESET), "n_clicks"),
        prevent_initial_call=True,
    )


def show_nearest(app: Dash, context: Context, asked) -> None:
    """Have the nearest training images computed, and look whether they are there."""
    known = context.neighbours
    states = [
        State(_id(ids.ANSWER_EDIT), "data"),
        State(ids.PREDICT_PICTURES, "data"),
        State(ids.PREDICT_MODEL, "value"),
    ]

    @app.callback(
        Output(_id(ids.ANSWER_NEAREST), "children"),
        Output(_id(ids.ANSWER_NEAREST_TICK), "disabled"),
        Input(_id(ids.ANSWER_NEAREST_MAKE), "n_clicks"),
        *states,
        prevent_initial_call=True,
    )
    def make_nearest(clicks, edit, pictures, model):
        if not clicks:
            return no_update, no_update
        index = ctx.triggered_id["index"]
        shown, _ = asked(model).one(pictures, index, edit, None)
        start(context.settings, known, shown)
        return nearest(index, shown, known, looks=0)

    @app.callback(
        Output(_id(ids.ANSWER_NEAREST), "children", allow_duplicate=True),
        Output(_id(ids.ANSWER_NEAREST_TICK), "disabled", allow_duplicate=True),
        Input(_id(ids.ANSWER_NEAREST_TICK), "n_intervals"),
        *states,
        prevent_initial_call=True,
    )
    def look_for_nearest(looks, edit, pictures, model):
        index = ctx.triggered_id["index"]
        shown, _ = asked(model).one(pictures, index, edit, None)
        return nearest(index, shown, known, looks)


def _id(kind: str) -> dict:
    return {"type": kind, "index": MATCH}
