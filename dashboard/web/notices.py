"""Errors and news as toasts on whatever page is open."""

from dash import Patch, set_props

from dashboard import ids
from dashboard.components.shell import toast
from dashboard.errors import LookbookError


def show_error(error: Exception) -> None:
    """Dash's `on_error`: our own errors become a toast, defects are raised.

    Raises:
        Exception: `error` itself when it is not ours.
    """
    if not isinstance(error, LookbookError):
        raise error
    shown = Patch()
    shown.append(toast(str(error)))
    set_props(ids.SHELL_TOASTS, {"children": shown})


def run_ended(finished: dict):
    """The toast for a watched run that reached its end."""
    ok = finished["state"] == "succeeded"
    header = f"Run {finished['state']}"
    published = f"Published as {finished['version']}." if finished["version"] else ""
    message = published or finished["message"] or finished["run_id"]
    return toast(message, header=header, ok=ok)
