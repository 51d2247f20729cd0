"""Who asks: the name that a reverse proxy puts into a header of each request."""

from flask import request

from dashboard.jobs.admission import UNNAMED
from dashboard.jobs.request import LONGEST_TEXT
from dashboard.settings import Settings


def asker(settings: Settings) -> str:
    """The user of the present request, or the one that all unnamed people share.

    The header counts only when LOOKBOOK_USER_HEADER names it: the proxy must set it
    itself and take away what a browser sent under that name.
    """
    if not settings.user_header:
        return UNNAMED
    return request.headers.get(settings.user_header, "")[:LONGEST_TEXT] or UNNAMED


def limited_to(settings: Settings) -> str | None:
    """Whose runs and studies the present request may change; None: everybody's."""
    return asker(settings) if settings.user_header else None
