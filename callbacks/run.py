"""Wiring of a run's page, and of what is done to a run there and on the Train page."""

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from callbacks.shared import keep_press
from dashboard import ids
from dashboard.components import run_buttons, run_state
from dashboard.components.run_page import GRAPH_IDS
from dashboard.web import user
from dashboard.web.context import Context

ACTIONS = (ids.RUN_CANCEL, ids.RUN_KEEP, ids.RUN_RESUME)


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""

    @app.callback(
        output={
            "head": Output(ids.RUN_HEAD, "children"),
            "buttons": Output(ids.RUN_BUTTONS, "children"),
            "ending": Output(ids.RUN_ENDING, "children"),
            "live": Output(ids.RUN_LIVE, "children"),
            "states": Output(ids.RUN_STATES, "children"),
            "recipe": Output(ids.RUN_RECIPE, "children"),
            **{name: Output(graph, "figure") for name, graph in GRAPH_IDS.items()},
            "log": Output(ids.RUN_LOG, "children"),
            "body": Output(ids.RUN_BODY, "hidden"),
            "interval": Output(ids.RUN_TICK, "interval"),
            "seen": Output(ids.RUN_SEEN, "data"),
        },
        inputs=[Input(ids.RUN_ID, "data"), Input(ids.RUN_TICK, "n_intervals")],
        state=[State(ids.RUN_SEEN, "data")],
    )
    def show_run(run_id, _, seen):
        return run_state.page_state(context.settings, run_id, seen)

    keep_press(app, ids.RUN_PRESSED, *ACTIONS)

    @app.callback(
        Output(ids.RUN_MESSAGE, "children"),
        Input(ids.RUN_PRESSED, "data"),
        prevent_initial_call=True,
    )
    def act_on_run(pressed):
        if not pressed:
            return no_update
        of = user.limited_to(context.settings)
        return run_buttons.act(context.settings, pressed["type"], pressed["index"], of)

    app.clientside_callback(
        ClientsideFunction("run", "follow"),
        # a callback needs an output; this one is never written
        Output(ids.SHELL_THEME, "data", allow_duplicate=True),
        Input(ids.RUN_LOG, "children"),
        prevent_initial_call=True,
    )
