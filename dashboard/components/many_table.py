"""The table of a batch's answers, with a heading to sort by on each column."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import get_relative_path, html

from dashboard import ids
from dashboard.analysis.batch_view import BatchView, Row
from dashboard.figures.confidence import probability_text

HEADINGS = {
    "number": "Picture",
    "file": "File",
    "label": "Answer",
    "confidence": "Confidence",
    "verdict": "Verdict",
    "candidates": "Candidates",
    "path": "Seen as",
    "version": "Version",
}
VERDICT_WORDS = {"sure": "sure", "unsure": "unsure", "none": "none of the ten"}


def table(batch_id: str, rows: Sequence[Row], view: BatchView) -> html.Div:
    """These rows; a click on a heading sorts all of them, not only these."""
    head = html.Tr([_heading(key, words, view) for key, words in HEADINGS.items()])
    return html.Div(
        dbc.Table(
            [
                html.Thead(head),
                html.Tbody([_row(batch_id, number, row) for number, row in rows]),
            ],
            hover=True,
            class_name="align-middle many",
        ),
        className="table-scroll",
        # a box that scrolls must be reachable by keyboard
        tabIndex=0,
        role="region",
        **{"aria-label": "Answers"},
    )


def _heading(key: str, words: str, view: BatchView) -> html.Th:
    sorted_by = key == view.sort
    direction = "descending" if view.descending else "ascending"
    mark = {"descending": " ↓", "ascending": " ↑"}[direction] if sorted_by else ""
    return html.Th(
        html.Button(
            [words, html.Span(mark, **{"aria-hidden": "true"})],
            id={"type": ids.MANY_SORT, "index": key},
            className="sort",
            title="in the order of sending" if key == "number" else None,
            type="button",
        ),
        scope="col",
        className="number" if key == "confidence" else None,
        **{"aria-sort": direction if sorted_by else "none"},
    )


def _row(batch_id: str, number: int, answer: dict[str, Any]) -> html.Tr:
    name = html.Th(answer["file"], scope="row", className="file")
    if "error" in answer:
        sentence = html.Td(answer["error"], colSpan=6, className="text-danger-emphasis")
        return html.Tr([html.Td(), name, sentence], key=str(number))
    source = get_relative_path(f"/images/batches/{batch_id}/{number}")
    return html.Tr(
        [
            html.Td([html.Img(src=source, alt=f"Picture {number + 1}")]),
            name,
            html.Td(answer["label"]),
            html.Td(
                probability_text(answer["confidence"]),
                title=str(answer["confidence"]),
                className="number",
            ),
            html.Td(VERDICT_WORDS[answer["verdict"]], className=answer["verdict"]),
            html.Td(", ".join(answer["candidates"])),
            html.Td(answer["path"]),
            html.Td(f"{answer['model']}/{answer['version']}", className="version"),
        ],
        key=str(number),
    )
