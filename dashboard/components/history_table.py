"""The table of the History page: a record in each row, to choose, star and sort."""

from collections.abc import Collection, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, get_relative_path, html

from dashboard import ids
from dashboard.components.run_facts import COLOURS
from dashboard.components.run_link import run_link
from dashboard.figures.name_colour import colour
from dashboard.records.columns import COLUMNS, Column
from dashboard.records.record import PUBLISHED, Record
from dashboard.records.view import HistoryView

BADGES = {**COLOURS, PUBLISHED: "success"}


def table(
    records: Sequence[Record], view: HistoryView, chosen: Collection[str]
) -> html.Div:
    """These rows; a click on a heading sorts all of them, not only these."""
    head = [html.Th(html.Span("Draw", className="visually-hidden"), scope="col")]
    head += [html.Th(html.Span("Run again", className="visually-hidden"), scope="col")]
    head += [_heading(column, view) for column in COLUMNS]
    return html.Div(
        dbc.Table(
            [
                html.Thead(html.Tr(head)),
                html.Tbody([_row(record, chosen) for record in records]),
            ],
            hover=True,
            class_name="align-middle records",
        ),
        className="table-scroll records-scroll",
        # a box that scrolls must be reachable by keyboard
        tabIndex=0,
        role="region",
        **{"aria-label": "Runs and versions"},
    )


def _heading(column: Column, view: HistoryView) -> html.Th:
    sorted_by = column.key == view.sort
    direction = "descending" if view.descending else "ascending"
    mark = {"descending": " ↓", "ascending": " ↑"}[direction] if sorted_by else ""
    words: Any = column.heading
    if column.key == "star":
        # a star alone says nothing to a screen reader
        words = html.Span(words, role="img", **{"aria-label": "Starred"})
    return html.Th(
        html.Button(
            [words, html.Span(mark, **{"aria-hidden": "true"})],
            id={"type": ids.HISTORY_SORT, "index": column.key},
            className="sort",
            title=column.hint or None,
            type="button",
        ),
        scope="col",
        className=_kind(column),
        **{"aria-sort": direction if sorted_by else "none"},
    )


def _row(record: Record, chosen: Collection[str]) -> html.Tr:
    box = dbc.Checkbox(
        id={"type": ids.HISTORY_CHOOSE, "index": record.key},
        value=record.key in chosen,
        # the name of the row, for who does not see it
        label=html.Span(f"Draw {_words(record)}", className="visually-hidden"),
        style={"--row-colour": colour(record.key)},
        class_name="choose mb-0",
    )
    return html.Tr(
        [html.Td(box), _again(record), *(_cell(c, record) for c in COLUMNS)],
        key=record.key,
        className="archived" if record.mark.archived else None,
        **{"data-record": record.key},
    )


def _cell(column: Column, record: Record) -> html.Th | html.Td:
    made = {"star": _star, "name": _name, "state": _state, "tags": _tags, "note": _note}
    if column.key in made:
        return made[column.key](record)
    return html.Td(column.text(record), className=_kind(column))


def _kind(column: Column) -> str | None:
    return "number" if column.number else f"column-{column.key}"


def _star(record: Record) -> html.Td:
    button = html.Button(
        "★" if record.mark.star else "☆",
        id={"type": ids.HISTORY_STAR, "index": record.key},
        className="star",
        type="button",
        **{
            "aria-label": f"Star {_words(record)}",
            "aria-pressed": "true" if record.mark.star else "false",
        },
    )
    return html.Td(button)


def _name(record: Record) -> html.Th:
    words = record.version or record.name
    if not record.run:
        link = dcc.Link(words, href=get_relative_path("/models"))
        return html.Th(link, scope="row")
    parts = [run_link(record.run, words)]
    if record.version:
        title = f"{record.version} on the Models page"
        model = dcc.Link("model", href=get_relative_path("/models"), title=title)
        parts += [" ", html.Span(model, className="small fw-normal")]
    below = html.Div(record.run, className="record-id")
    return html.Th([*parts, below], scope="row")


def _state(record: Record) -> html.Td:
    kind = BADGES.get(record.state, "primary")
    return html.Td(html.Span(record.state, className=f"badge text-bg-{kind}"))


def _tags(record: Record) -> html.Td:
    parts = [html.Span(tag, className="badge tag") for tag in record.mark.tags]
    if record.mark.archived:
        parts.append(html.Span("archived", className="badge text-bg-secondary"))
    return html.Td(html.Div(parts, className="tags") if parts else None)


def _note(record: Record) -> html.Td:
    note = record.mark.note
    return html.Td(
        html.Div(note, className="record-note", title=note) if note else None
    )


def _again(record: Record) -> html.Td:
    """The way to a form that is filled with this recipe."""
    if not record.trainable:
        return html.Td()
    words = f"Run {_words(record)} again with changes"
    link = dcc.Link(
        html.Span("↻", role="img", **{"aria-label": words}),
        href=f"{get_relative_path('/train')}?from={record.key}",
        title=words,
        className="again",
    )
    return html.Td(link)


def _words(record: Record) -> str:
    return record.version or f"{record.name}, {record.key}"
