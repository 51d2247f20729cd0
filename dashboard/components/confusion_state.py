"""From the Confusion page's controls to what it shows, and to its address."""

from typing import Any
from urllib.parse import urlencode

import numpy as np

from dashboard.analysis import address
from dashboard.analysis.confusion import cell_rows, class_scores, confusion_matrix
from dashboard.components import matrix
from dashboard.data.fashion_mnist import Dataset
from dashboard.store import predictions
from dashboard.store.versions import ModelStore

MEASURES = {"counts": "Counts", "percent": "Per cent of the row"}


def cell_of(true: Any, predicted: Any) -> list[int] | None:
    """A cell from two values of an address, or None."""
    row, column = address.label(true), address.label(predicted)
    return None if row is None or column is None else [row, column]


def page_state(
    store: ModelStore,
    data: Dataset,
    model: str | None,
    measure: str,
    cell: list[int] | None,
) -> dict[str, Any]:
    """Matrix, images of the chosen cell, scores and the address.

    Raises:
        StoreError: the version is missing or damaged.
    """
    version = store.resolve(model)
    labels = np.asarray(data.test_labels)
    probabilities = predictions.load(version).test_probabilities
    counts = confusion_matrix(labels, probabilities.argmax(1))
    cell = cell_of(*address.pair(cell))
    rows = cell_rows(labels, probabilities, *cell) if cell else np.empty(0, int)
    other = version.ref if version.ref != store.resolve().ref else None
    return {
        "matrix": matrix.table(counts, measure, cell),
        "images": matrix.images(cell, rows, labels, probabilities, other),
        "scores": matrix.scores(class_scores(counts)),
        "query": query(measure, cell, other),
    }


def query(measure: str, cell: list[int] | None, model: str | None) -> str:
    """The query string of the page's state; "" for its first state."""
    values = {}
    if cell:
        values = {
            "true": address.SLUGS[cell[0]],
            "predicted": address.SLUGS[cell[1]],
        }
    if measure != "counts":
        values["measure"] = measure
    if model:
        values["model"] = model
    return "?" + urlencode(values, safe="/") if values else ""
