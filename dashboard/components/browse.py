"""Tiles of test images and the details of one."""

import dash_bootstrap_components as dbc
import numpy as np
from dash import dcc, html

from dashboard import ids
from dashboard.analysis import selection as selecting
from dashboard.analysis.selection import Selection
from dashboard.components import pictures
from dashboard.data.fashion_mnist import Dataset
from dashboard.figures.confidence import confidence_figure, probability_text
from dashboard.labels import LABELS
from dashboard.store import predictions
from dashboard.store.version import Version


def grid(version: Version, data: Dataset, selection: Selection) -> tuple:
    """The tiles of a page, the sentence above them, and how many pages there are."""
    probabilities = predictions.load(version).test_probabilities
    labels = np.asarray(data.test_labels)
    rows = selecting.rows(selection, labels, probabilities)
    shown = selecting.page_rows(selection, rows)
    tiles = [tile(int(i), labels, probabilities) for i in shown]
    right = int((probabilities[rows].argmax(1) == labels[rows]).sum())
    count = f"{len(rows):,} of {len(labels):,} images"
    if len(rows):
        count += f", {right:,} answered right ({right / len(rows):.1%})"
    return tiles, count, selecting.pages(selection, rows)


def tile(index: int, labels: np.ndarray, probabilities: np.ndarray) -> html.Button:
    """One image with its true and predicted class, to click."""
    return html.Button(
        tile_content(index, labels, probabilities),
        id={"type": ids.BROWSE_IMAGE, "index": index},
        className=tile_class(index, labels, probabilities),
        title=f"Test image {index}",
        type="button",
    )


def tile_content(index: int, labels: np.ndarray, probabilities: np.ndarray) -> list:
    """The image, its class or "true → predicted", and the confidence."""
    true, predicted = int(labels[index]), int(probabilities[index].argmax())
    words = LABELS[true]
    if true != predicted:
        words = f"{LABELS[true]} → {LABELS[predicted]}"
    return [
        pictures.test_image(index, alt=""),
        html.Span(words, className="tile-words"),
        html.Span(
            probability_text(float(probabilities[index, predicted])),
            className="tile-confidence",
        ),
    ]


def tile_class(index: int, labels: np.ndarray, probabilities: np.ndarray) -> str:
    """CSS classes: right and wrong answers look different, not by colour alone."""
    right = int(labels[index]) == int(probabilities[index].argmax())
    return f"tile {'right' if right else 'wrong'}"


def detail(version: Version, data: Dataset, index: int) -> html.Div:
    """Everything about one test image."""
    probabilities = predictions.load(version).test_probabilities[index]
    true, predicted = int(data.test_labels[index]), int(probabilities.argmax())
    verdict = "right" if true == predicted else "wrong"
    loss = -np.log(max(float(probabilities[true]), selecting.LOWEST_PROBABILITY))
    facts = {
        "True class": LABELS[true],
        "Predicted": f"{LABELS[predicted]} ({verdict})",
        "Confidence": probability_text(float(probabilities[predicted])),
        "Loss": f"{loss:.3f}",
        "Model": version.ref,
    }
    rows = [html.Tr([html.Th(key), html.Td(value)]) for key, value in facts.items()]
    return html.Div(
        [
            html.H2(f"Test image {index}", className="h4"),
            dbc.Row(
                [
                    dbc.Col(
                        [
                            pictures.test_image(index, className="pixels large"),
                            dbc.Table(html.Tbody(rows), size="sm", class_name="mt-2"),
                        ],
                        sm=5,
                    ),
                    dbc.Col(
                        dcc.Graph(
                            figure=confidence_figure(probabilities),
                            config={"displayModeBar": False},
                        ),
                        sm=7,
                    ),
                ]
            ),
        ]
    )
