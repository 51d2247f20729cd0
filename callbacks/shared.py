"""Wiring that several pages need: the model picker, the state in the address, and the
buttons that a clock draws anew."""

from dash import ALL, ClientsideFunction, Dash, Input, Output, State

from dashboard import ids
from dashboard.components.model_picker import model_options
from dashboard.web.context import Context


def fill_model_picker(
    app: Dash, context: Context, picker_id: str, *, automatic: bool = False
) -> None:
    """Fill a `model_picker` when its page opens.

    Args:
        automatic: offer that the picture decides, where there is a choice.
    """

    @app.callback(
        Output(picker_id, "options"),
        Output(picker_id, "value"),
        Input(picker_id, "id"),
        State(picker_id, "value"),
    )
    def fill_models(_, value):
        return model_options(context.store, value, automatic)


def keep_address(app: Dash, query_id: str) -> None:
    """Show the query string of a `dcc.Store` in the address bar."""
    app.clientside_callback(
        ClientsideFunction("shell", "address"),
        # a callback needs an output; this one is never written
        Output(ids.SHELL_THEME, "data", allow_duplicate=True),
        Input(query_id, "data"),
        prevent_initial_call=True,
    )


def keep_press(app: Dash, pressed_id: str, *kinds: str) -> None:
    """Keep in a `dcc.Store` which of the buttons `{"type": kind, "index": ...}` was
    pressed last, as `{"type": ..., "index": ..., "time": ...}`.

    What is done about it must wait for the store, not for the buttons: where they are
    drawn anew while it is done, Dash asks again and drops the first answer.
    """
    app.clientside_callback(
        ClientsideFunction("shell", "pressed"),
        Output(pressed_id, "data"),
        *[Input({"type": kind, "index": ALL}, "n_clicks") for kind in kinds],
        prevent_initial_call=True,
    )
