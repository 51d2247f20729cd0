"""The table of versions, the list of promotions, and a version's card."""

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.analysis.columns import (
    COLUMNS,
    Column,
    Order,
    accuracy_words,
    interval_words,
    ordered,
)
from dashboard.analysis.comparison import Comparison, Row
from dashboard.analysis.times import times_words
from dashboard.store.aliases import Alias
from dashboard.store.manifest import CHAMPION
from dashboard.store.version import Version

CLASSES = {
    "version": "",
    "accuracy": "",
    "better": "words",
    "weights": "origin",
    "training": "",
    "published": "date",
}
MEANING = (
    "Below the accuracy stands its 95% interval (Wilson). Better than the champion: "
    "exact McNemar test on the same 10,000 test images, not corrected for the number "
    "of versions. ECE has 15 bins, NLL is in nats, both on test images. Images a "
    "second: 1,000 test images in calls of 64, one thread."
)


def table(found: Comparison, order: Order) -> html.Div:
    """One row per version; a click on a heading sorts."""
    if not found.rows:
        return html.Div(
            "There is no version yet. Train one on the Train page.",
            className="hint text-body-secondary",
        )
    head = [_heading(column, order) for column in COLUMNS]
    rows = [_row(row) for row in ordered(found.rows, order)]
    return html.Div(
        [
            html.Div(
                dbc.Table(
                    [html.Thead(html.Tr(head)), html.Tbody(rows)],
                    hover=True,
                    class_name="align-middle comparison",
                ),
                className="table-scroll",
                # a box that scrolls must be reachable by keyboard
                tabIndex=0,
                role="region",
                **{"aria-label": "Published versions"},
            ),
            html.P(f"{MEANING} {times_words(found)}", className="small"),
        ]
    )


def _heading(column: Column, order: Order) -> html.Th:
    sorted_by = column.key == order.key
    direction = "descending" if order.descending else "ascending"
    mark = {"descending": " ↓", "ascending": " ↑"}[direction] if sorted_by else ""
    words = column.heading[:1].upper() + column.heading[1:]
    return html.Th(
        html.Button(
            [words, html.Span(mark, **{"aria-hidden": "true"})],
            id={"type": ids.MODELS_SORT, "index": column.key},
            className="sort",
            title=column.hint or None,
            type="button",
        ),
        scope="col",
        className=CLASSES.get(column.key, "number"),
        **{"aria-sort": direction if sorted_by else "none"},
    )


def _row(row: Row) -> html.Tr:
    return html.Tr(
        [_cell(column, row) for column in COLUMNS],
        className="champion" if row.champion else None,
    )


def _cell(column: Column, row: Row) -> html.Th | html.Td:
    if column.key == "version":
        # what can be done stands below the name: at the end a narrow window hides it
        return html.Th([row.ref, _crown(row.title), _buttons(row)], scope="row")
    if column.key == "accuracy":
        interval = html.Div(interval_words(row), className="small fw-normal")
        return html.Td([html.Strong(accuracy_words(row)), interval])
    return html.Td(column.text(row), className=CLASSES.get(column.key, "number"))


def _crown(title: str) -> html.Div | None:
    badge = "badge text-bg-primary"
    return html.Div(html.Span(title, className=badge)) if title else None


def _buttons(row: Row) -> html.Div:
    words = "Use for photographs" if row.sees_photographs else "Make champion"
    return html.Div(
        [
            dbc.Button(
                "Card",
                id={"type": ids.MODELS_OPEN, "index": row.ref},
                size="sm",
                color="secondary",
                outline=True,
            ),
            dbc.Button(
                words,
                id={"type": ids.MODELS_PROMOTE, "index": row.ref},
                size="sm",
                color="primary",
                outline=True,
                disabled=bool(row.title),
            ),
        ],
        className="buttons",
    )


def promotions(entries: list[Alias]) -> html.Div:
    """Who was champion when, the latest first."""
    if not entries:
        text = "Nobody was promoted yet: the best on validation images answers."
        return html.Div(text, className="text-body-secondary")
    items = [
        html.Li(
            [
                html.Strong(entry.ref),
                f" for {entry.role}" if entry.role != CHAMPION else "",
                f" on {entry.at[:16].replace('T', ' ')} by {entry.by}",
                f": {entry.reason}" if entry.reason else "",
            ]
        )
        for entry in reversed(entries)
    ]
    return html.Ol(items, reversed=True, className="small")


def card(version: Version) -> dcc.Markdown:
    """The version's CARD.md."""
    text = version.file("CARD.md").read_text(encoding="utf-8")
    return dcc.Markdown(text, className="model-card")
