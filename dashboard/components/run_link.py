"""The link to a run's own page."""

from urllib.parse import quote

from dash import dcc, get_relative_path


def run_href(run_id: str) -> str:
    """The address of a run's page, below the app's own prefix."""
    return get_relative_path(f"/runs/{quote(run_id, safe='')}")


def run_link(run_id: str, text=None) -> dcc.Link:
    """A link to the run's page; `text` in place of its id."""
    return dcc.Link(text or run_id, href=run_href(run_id), className="run-link")
