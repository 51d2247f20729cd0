"""The page of one run: how it goes, while it goes and afterwards."""

import dash

from dashboard.components.run_page import run_page


def title(run_id=None):
    """What the browser's tab says."""
    return f"{run_id} · Lookbook"


dash.register_page(__name__, path_template="/runs/<run_id>", name="Run", title=title)


def layout(run_id=None, **_):
    """Build the page with empty places; a callback looks for the run."""
    return run_page(run_id)
