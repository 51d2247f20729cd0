"""What stands around every page: navigation, theme button, toasts, page container."""

from collections.abc import Iterable

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids

SKIP = "skip visually-hidden-focusable"  # seen only while the keyboard is on it


def shell(pages: Iterable[dict]) -> html.Div:
    """The layout of the app.

    Args:
        pages: Dash's page registry values; a page without `order` is not linked.
    """
    linked = [page for page in pages if page.get("order") is not None]
    return html.Div(
        [
            dcc.Store(id=ids.SHELL_THEME),
            # the run this tab watches, and what became of the last one
            dcc.Store(id=ids.SHELL_WATCHED_RUN),
            dcc.Store(id=ids.SHELL_FINISHED_RUN),
            html.A("Skip to content", href="#content", className=SKIP),
            _bar(linked),
            html.Div(id=ids.SHELL_TOASTS, className="toasts", role="status"),
            html.Main(dash.page_container, id="content", className="container-xxl"),
        ]
    )


def _bar(pages: list[dict]) -> html.Header:
    links = [
        dbc.NavLink(
            page["name"], href=page["relative_path"], active="exact", className="px-2"
        )
        for page in pages
    ]
    return html.Header(
        html.Div(
            [
                dcc.Link(
                    "Lookbook", href=dash.get_relative_path("/"), className="brand"
                ),
                dbc.Nav(links, id=ids.SHELL_NAVIGATION, navbar=True, className="links"),
                html.Button(
                    "Light or dark",
                    id=ids.SHELL_THEME_BUTTON,
                    className="btn btn-sm btn-outline-secondary ms-auto",
                    type="button",
                ),
            ],
            className="container-xxl bar-content",
        ),
        className="bar border-bottom",
    )


def toast(message: str, header: str = "That did not work", ok: bool = False):
    """A notice in the corner; errors stay until they are closed."""
    return dbc.Toast(
        message,
        header=header,
        icon="success" if ok else "danger",
        dismissable=True,
        duration=8000 if ok else None,
        className="shell-toast",
    )


def page_title(title: str, sentence: str) -> html.Div:
    """The heading of a page and the one sentence that says what it is for."""
    return html.Div(
        [html.H1(title), html.P(sentence, className="text-body-secondary")],
        className="page-title",
    )
