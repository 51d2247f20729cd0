"""What others report for Fashion-MNIST, as a small table with sources."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard.analysis.anchors import ANCHORS, CAUTION, Anchor

HEADINGS = ("What", "Test accuracy", "Source", "Note")


def published() -> html.Section:
    """The heading, the caution and the table, the highest figure first."""
    head = html.Tr([html.Th(text, scope="col") for text in HEADINGS])
    rows = sorted(ANCHORS, key=lambda anchor: -anchor.accuracy)
    return html.Section(
        [
            html.H2("Published elsewhere", className="h4 mt-4"),
            html.P(CAUTION, className="small"),
            html.Div(
                dbc.Table(
                    [html.Thead(head), html.Tbody([_row(one) for one in rows])],
                    size="sm",
                ),
                className="table-scroll",
                # a box that scrolls must be reachable by keyboard
                tabIndex=0,
                role="region",
                **{"aria-label": "Published elsewhere"},
            ),
        ]
    )


def _row(anchor: Anchor) -> html.Tr:
    link = html.A(
        anchor.source.removeprefix("https://"),
        href=anchor.source,
        target="_blank",
        rel="noopener noreferrer",
    )
    return html.Tr(
        [
            html.Th(anchor.name, scope="row"),
            html.Td(f"{anchor.accuracy:.2%}", className="number"),
            html.Td(link, className="source"),
            html.Td(anchor.note, className="note"),
        ]
    )
