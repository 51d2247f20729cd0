"""Lookbook's web app: `create_app` builds it, `python app.py` serves it, gunicorn calls
`create_server`. Nothing happens at import."""

import logging
import socket
import sys

import dash
from flask import Flask

import callbacks
from dashboard.components.shell import shell
from dashboard.errors import LookbookError, SetupError
from dashboard.settings import Settings
from dashboard.web import (
    api,
    background,
    batches,
    corrected,
    health,
    histories,
    images,
    openapi,
    run_files,
    secret,
    security,
)
from dashboard.web.context import Context
from dashboard.web.notices import show_error


def create_app(settings: Settings | None = None, manager=None) -> dash.Dash:
    """Build the app with its pages, callbacks and routes.

    Args:
        manager: of background callbacks, when a worker brings its own.

    Raises:
        SetupError: the settings would open the server to others unprotected.
    """
    settings = settings or Settings.from_environment()
    security.refuse_open_bind(settings)
    context = Context.of(settings)
    server = Flask(__name__)
    server.secret_key = secret.secret_key(settings)
    app = dash.Dash(
        __name__,
        server=server,
        use_pages=True,
        title="Lookbook",
        update_title=None,
        background_callback_manager=manager or background.manager(settings),
        on_error=show_error,
        enable_mcp=False,
    )
    app.layout = shell(dash.page_registry.values())
    callbacks.register(app, context)
    shown = (images, corrected, batches, run_files, histories)
    for routes in (*shown, api, health, openapi):
        routes.register(server, context)
    hashes: list[str] = []
    security.register(server, context, hashes)
    hashes.extend(inline_script_hashes(app))
    return app


def inline_script_hashes(app: dash.Dash) -> list[str]:
    """What the content security policy must allow beside files of our own.

    Dash adds its last inline script at the first request, so that is played here.
    """
    with app.server.test_request_context("/"):
        app.server.preprocess_request()
    return list(app.csp_hashes())


def create_server() -> Flask:
    """The WSGI application for `gunicorn 'app:create_server()'`."""
    return create_app().server


def free_port(settings: Settings) -> None:
    """Raise SetupError when the port is taken, before anything is printed."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise SetupError(
                f"Expected {settings.host}:{settings.port} to be free. "
                f"Received: {error.strerror}. Stop what listens there, or choose "
                f"another port: `PORT={settings.port + 1} make run`."
            ) from error


def main() -> int:
    """Serve until interrupted; returns the exit status."""
    try:
        settings = Settings.from_environment()
        free_port(settings)
        app = create_app(settings)
    except LookbookError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"Lookbook serves on http://{settings.host}:{settings.port}", flush=True)
    # a line per request would hide what matters; `gunicorn` logs for those who want it
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    # not app.run: it would take HOST, PORT and DASH_DEBUG from the environment again
    app.server.run(settings.host, settings.port, threaded=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
