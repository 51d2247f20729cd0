"""What an address leads to that no page has."""

import dash
from dash import dcc, get_relative_path, html

from dashboard.components.shell import page_title

# Dash looks for this file by its name; without an order it is not in the menu
dash.register_page(__name__, title="No such page · Lookbook")


def layout(**_):
    """Build the page."""
    return html.Div(
        [
            page_title(
                "404: there is no such page",
                "The address may be mistyped or old. All pages are in the bar above.",
            ),
            dcc.Link("Begin with a picture", href=get_relative_path("/")),
        ]
    )
