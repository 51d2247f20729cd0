"""What stands around every page: navigation, theme button, toasts, page container."""

from collections.abc import Iterable
from itertools import pairwise

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids

SKIP = "skip visually-hidden-focusable"  # seen only while the keyboard is on it


def shell(pages: Iterable[dict]) -> html.Div:
    """The layout of the app, from Dash's page registry values in their order."""
    return html.Div(
        [
            dcc.Store(id=ids.SHELL_THEME),
            # the run this tab watches, and what became of the last one
            dcc.Store(id=ids.SHELL_WATCHED_RUN),
            dcc.Store(id=ids.SHELL_FINISHED_RUN),
            html.A("Skip to content", href="#content", className=SKIP),
            _bar(pages),
            html.Div(id=ids.SHELL_TOASTS, className="toasts", role="status"),
            html.Main(dash.page_container, id="content", className="container-xxl"),
        ]
    )


def links(pages: Iterable[dict]) -> list[dbc.NavLink]:
    """The links of the menu, with a mark where a group begins after another.

    A page without `order` is not linked. The whole part of `order` is the group: 0 what
    answers pictures, 1 what looks at answers, 2 what makes models.
    """
    linked = [page for page in pages if page.get("order") is not None]
    groups = [int(page["order"]) for page in linked]
    starts = [a != b for a, b in pairwise(groups[:1] + groups)]
    return [
        dbc.NavLink(
            page["name"],
            href=page["relative_path"],
            active="exact",
            className="px-2 group-start" if start else "px-2",
        )
        for page, start in zip(linked, starts, strict=True)
    ]


def _bar(pages: Iterable[dict]) -> html.Header:
    return html.Header(
        html.Div(
            [
                dcc.Link(
                    "Lookbook", href=dash.get_relative_path("/"), className="brand"
                ),
                dbc.Nav(
                    links(pages),
                    id=ids.SHELL_NAVIGATION,
                    navbar=True,
                    className="links",
                ),
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
