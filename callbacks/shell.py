"""Wiring of the shell: the theme, watching a run, and the notice when it ends."""

from dash import ClientsideFunction, Dash, Input, Output, Patch, no_update

from dashboard import ids
from dashboard.jobs import engine
from dashboard.web import background, notices
from dashboard.web.context import Context


def register(app: Dash, context: Context) -> None:
    """Register on `app`."""
    app.clientside_callback(
        ClientsideFunction("shell", "theme"),
        Output(ids.SHELL_THEME, "data"),
        Input(ids.SHELL_THEME_BUTTON, "n_clicks"),
    )

    @app.callback(
        Output(ids.SHELL_FINISHED_RUN, "data"),
        Input(ids.SHELL_WATCHED_RUN, "data"),
        background=True,
        prevent_initial_call=True,
    )
    def launch_and_watch(run_id):
        # runs in a child of the web process: the training itself must not, so it is
        # started by the engine, and killing this child changes nothing
        engine.ensure(context.settings)
        return background.watch(context.settings, run_id)

    @app.callback(
        Output(ids.SHELL_TOASTS, "children"),
        Input(ids.SHELL_FINISHED_RUN, "data"),
        prevent_initial_call=True,
    )
    def tell_end(finished):
        if not finished:
            return no_update
        shown = Patch()
        shown.append(notices.run_ended(finished))
        return shown
