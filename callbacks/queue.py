"""Wiring of the line of waiting runs, on whatever page shows it."""

from dash import Dash, Input, Output, no_update

from callbacks.shared import keep_press
from dashboard import ids
from dashboard.components import queue_state
from dashboard.web import user
from dashboard.web.context import Context

ACTIONS = (ids.QUEUE_EARLIER, ids.QUEUE_LATER, ids.QUEUE_CANCEL)


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""
    keep_press(app, ids.QUEUE_PRESSED, *ACTIONS)

    @app.callback(
        Output(ids.TRAIN_MESSAGE, "children", allow_duplicate=True),
        Input(ids.QUEUE_PRESSED, "data"),
        prevent_initial_call=True,
    )
    def act_on_line(pressed):
        if not pressed:
            return no_update
        settings = context.settings
        of = user.limited_to(settings)
        return queue_state.act(settings, pressed["type"], pressed["index"], of)
