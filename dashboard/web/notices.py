"""Errors and news as toasts on whatever page is open."""

import logging

from dash import Patch, set_props

from dashboard import ids
from dashboard.components.shell import toast
from dashboard.errors import LookbookError

log = logging.getLogger(__name__)
DEFECT = "A defect of Lookbook's own stopped this; the server's log has the details."


def show_error(error: Exception) -> None:
    """Dash's `on_error`: nothing a person does fails in silence.

    Our own errors are shown as they are; a defect is logged with its traceback.
    """
    if isinstance(error, LookbookError):
        notify(toast(str(error)))
        return
    log.error("a callback failed", exc_info=error)
    notify(toast(DEFECT))


def notify(notice) -> None:
    """Add a toast to those that are open."""
    shown = Patch()
    shown.append(notice)
    set_props(ids.SHELL_TOASTS, {"children": shown})


def run_ended(finished: dict):
    """The toast for a watched run that reached its end."""
    ok = finished["state"] == "succeeded"
    header = f"Run {finished['state']}"
    published = f"Published as {finished['version']}." if finished["version"] else ""
    message = published or finished["message"] or finished["run_id"]
    return toast(message, header=header, ok=ok)
