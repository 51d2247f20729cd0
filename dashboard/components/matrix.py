"""The confusion matrix as a table of buttons, so that a keyboard reaches every cell."""

from urllib.parse import urlencode

import dash_bootstrap_components as dbc
import numpy as np
from dash import dcc, get_relative_path, html

from dashboard import ids
from dashboard.analysis.address import SLUGS
from dashboard.analysis.confusion import (
    ClassScores,
    macro_scores,
    percent_text,
    row_percent,
)
from dashboard.components import browse
from dashboard.figures.matrix_colour import cell_colours
from dashboard.labels import LABELS

MOST_IMAGES = 60
# heading, what it means, CSS class
SCORES = (
    ("Class", None, None),
    ("Precision", "Of those answered so, how many are", "number"),
    ("Recall", "Of those that are, how many were answered so", "number"),
    ("F1", "Precision and recall in one, their harmonic mean", "number"),
    ("Images", None, "number"),
)


def table(counts: np.ndarray, measure: str, chosen: list[int] | None) -> html.Div:
    """The matrix.

    Args:
        counts: int64 [10, 10], rows true.
        measure: "counts" or "percent" of the row.
        chosen: (true, predicted) of the marked cell.
    """
    percent = row_percent(counts)
    colours = cell_colours(percent / 100)
    head = html.Tr(
        [html.Th("true ↓ answer →", className="corner")]
        + [html.Th(html.Span(label), scope="col") for label in LABELS]
    )
    body = [
        html.Tr(
            [html.Th(LABELS[row], scope="row")]
            + [
                html.Td(
                    _cell(row, column, counts, percent, measure, chosen),
                    style={"backgroundColor": colours[row][column]},
                )
                for column in range(len(LABELS))
            ]
        )
        for row in range(len(LABELS))
    ]
    return html.Div(
        html.Table([html.Thead(head), html.Tbody(body)], className="matrix"),
        className="table-scroll",
    )


def _cell(row, column, counts, percent, measure, chosen) -> html.Button:
    count, share = int(counts[row, column]), float(percent[row, column])
    if measure == "counts":
        text = str(count) if count else "·"
    else:
        text = f"{share:.1f}" if count else "·"
    words = f"{count} images of {LABELS[row]} answered {LABELS[column]}, {share:.1f}%"
    return html.Button(
        text,
        id={"type": ids.CONFUSION_CELL, "index": row * len(LABELS) + column},
        className="cell chosen" if chosen == [row, column] else "cell",
        title=words,
        type="button",
        **{"aria-label": words, "aria-pressed": str(chosen == [row, column]).lower()},
    )


def images(
    cell: list[int] | None,
    rows: np.ndarray,
    labels: np.ndarray,
    probabilities: np.ndarray,
    model: str | None,
) -> html.Div:
    """The images of a cell, the worst first, and the way to all of them."""
    if cell is None:
        return html.Div(
            "Click a number in the table: its images appear here.",
            className="hint text-body-secondary",
        )
    true, predicted = cell
    title = f"{LABELS[true]} answered {LABELS[predicted]}"
    query = {"true": SLUGS[true], "predicted": SLUGS[predicted], "sort": "loss"}
    query |= {"model": model} if model else {}
    shown = rows[:MOST_IMAGES]
    return html.Div(
        [
            html.H2(title, className="h4"),
            html.P(
                [
                    f"{len(rows):,} images, the worst first"
                    + (
                        f"; the first {len(shown)}. "
                        if len(rows) > len(shown)
                        else ". "
                    ),
                    dcc.Link(
                        "Open in Browse",
                        href=get_relative_path("/browse")
                        + "?"
                        + urlencode(query, safe="/"),
                    ),
                ],
                className="small",
            ),
            html.Div(
                [_linked(int(i), labels, probabilities, model) for i in shown],
                className="grid small-tiles",
            ),
        ]
    )


def _linked(index: int, labels, probabilities, model: str | None) -> dcc.Link:
    query = {"image": index} | ({"model": model} if model else {})
    return dcc.Link(
        browse.tile_content(index, labels, probabilities),
        href=f"{get_relative_path('/browse')}?{urlencode(query, safe='/')}",
        className=browse.tile_class(index, labels, probabilities),
        title=f"Test image {index}",
    )


def scores(classes: tuple[ClassScores, ...]) -> html.Div:
    """Precision, recall and F1 of every class and their mean."""
    head = html.Tr(
        [
            html.Th(words, scope="col", title=hint, className=kind)
            for words, hint, kind in SCORES
        ]
    )
    rows = [
        html.Tr(
            [html.Th(score.label, scope="row")]
            + [
                html.Td(percent_text(value), className="number")
                for value in (score.precision, score.recall, score.f1)
            ]
            + [html.Td(f"{score.support:,}", className="number")]
        )
        for score in (*classes, macro_scores(classes))
    ]
    return html.Div(
        dbc.Table([html.Thead(head), html.Tbody(rows)], size="sm", hover=True),
        className="table-scroll scores",
    )
