"""Wiring of the line of waiting runs, on whatever page shows it."""

from dash import ALL, Dash, Input, Output, ctx, no_update

from dashboard import ids
from dashboard.components import queue_state
from dashboard.web import user
from dashboard.web.context import Context


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""
    settings = context.settings

    @app.callback(
        Output(ids.TRAIN_MESSAGE, "children", allow_duplicate=True),
        Input({"type": ids.QUEUE_EARLIER, "index": ALL}, "n_clicks"),
        Input({"type": ids.QUEUE_LATER, "index": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    def move_run(earlier, later):
        if not any(earlier + later):
            return no_update
        clicked, of = ctx.triggered_id, user.limited_to(settings)
        return queue_state.move(settings, clicked["index"], clicked["type"], of)

    @app.callback(
        Output(ids.TRAIN_MESSAGE, "children", allow_duplicate=True),
        Input({"type": ids.QUEUE_CANCEL, "index": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    def leave_line(clicks):
        if not any(clicks):
            return no_update
        clicked, of = ctx.triggered_id, user.limited_to(settings)
        return queue_state.cancel(settings, clicked["index"], of)
