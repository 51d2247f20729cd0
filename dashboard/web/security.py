"""What the server refuses and which headers it sends. Who may do what is not here: it
listens on this machine only unless host names are trusted on purpose."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import SecurityError
from werkzeug.sansio.utils import host_is_trusted

from dashboard.data import uploads
from dashboard.errors import SetupError
from dashboard.settings import LOOPBACK, Settings
from dashboard.web import problems
from dashboard.web.context import Context
from dashboard.web.problems import problem

# pictures come as base64 inside JSON, a third longer; the page stops more by itself
MAX_CALLBACK_BODY = uploads.MAX_TOTAL_BYTES * 4 // 3 + (1 << 20)
# Werkzeug counts what it reads of files at a time, 64 KiB and a line, against it too
MAX_FORM_FIELD = 128 << 10
READING = {"GET", "HEAD", "OPTIONS"}
OWN_FETCH = {None, "same-origin", "none"}


def register(
    server: Flask, context: Context, script_hashes: Sequence[str] = ()
) -> None:
    """Add limits, the checks of Host and Origin, and the headers of every answer.

    Args:
        script_hashes: sources like 'sha256-...' for Dash's inline scripts; read at each
            answer, so the list may be filled after all callbacks exist.
    """
    trusted = context.settings.trusted_hosts
    server.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost", *trusted]
    server.config["MAX_CONTENT_LENGTH"] = MAX_CALLBACK_BODY
    server.config["MAX_FORM_MEMORY_SIZE"] = MAX_FORM_FIELD
    problems.register(server)
    server.register_error_handler(SecurityError, _foreign_host)

    @server.before_request
    def refuse_foreign_sites() -> Response | None:
        if request.method in READING or not _is_foreign(trusted):
            return None
        return problem(
            403,
            "This request comes from another site's page. Use Lookbook's own page, or "
            "a program that sends no Origin header.",
            "ForeignSite",
        )

    @server.after_request
    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = content_policy(script_hashes)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        return response


def content_policy(script_hashes: Sequence[str]) -> str:
    """The Content-Security-Policy with these hashes for inline scripts."""
    hashes = ("'" + value.strip("'") + "'" for value in script_hashes)
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *hashes)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def refuse_open_bind(settings: Settings) -> None:
    """Raise SetupError for a host beyond this machine without trusted names."""
    if settings.host in LOOPBACK or settings.trusted_hosts:
        return
    raise SetupError(
        f"Expected HOST to be one of {', '.join(LOOPBACK)}. Received: "
        f"HOST={settings.host!r}, which other machines can reach, and Lookbook asks "
        "nobody for a password. If that is meant, put it behind a proxy that does and "
        "set LOOKBOOK_HOSTS to the names people type, separated by spaces."
    )


def _is_foreign(trusted: Sequence[str]) -> bool:
    if request.headers.get("Sec-Fetch-Site") not in OWN_FETCH:
        return True
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    try:
        host = urlsplit(origin).netloc
    except ValueError:
        return True
    # a proxy may have changed Host, then the name people type is a trusted one
    return host != request.host and not (trusted and host_is_trusted(host, trusted))


def _foreign_host(_: SecurityError) -> Response:
    return problem(
        400,
        "This server does not answer to the host name in the address. Open it as "
        "http://localhost, or start it with LOOKBOOK_HOSTS set to that name.",
        "ForeignHost",
    )
