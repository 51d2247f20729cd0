"""From the store and the choices on the Models page to everything the page shows."""

from dataclasses import asdict
from typing import Any

import numpy as np
from dash import html

from dashboard.analysis import comparison, transfer
from dashboard.analysis.columns import order_of, turned
from dashboard.components import models_table
from dashboard.data import fashion_mnist
from dashboard.errors import DataError
from dashboard.figures.tradeoff import axis_of, tradeoff_figure
from dashboard.settings import Settings
from dashboard.store import aliases
from dashboard.store.versions import ModelStore


def page_state(
    settings: Settings, store: ModelStore, order: Any = None, axis: Any = None
) -> dict[str, Any]:
    """Table, picture, answer, promotions, and the number of the latest promotion.

    Args:
        order, axis: what the browser sent; anything else than a known choice means the
            newest first, and time for one image.
    """
    found = comparison.of_store(store, test_labels(settings))
    entries = aliases.history(store.root)
    return {
        "table": models_table.table(found, order_of(order)),
        "figure": tradeoff_figure(found.rows, axis_of(axis)),
        "answer": answer(found),
        "history": models_table.promotions(entries),
        "generation": len(entries),
    }


def test_labels(settings: Settings) -> np.ndarray | None:
    """The true classes of the test images; None without the dataset, which only the
    paired tests need."""
    try:
        return fashion_mnist.cached(settings).test_labels
    except DataError:
        return None


def next_order(order: Any, key: str) -> dict[str, Any]:
    """What to sort by after a click on the heading `key`."""
    return asdict(turned(order_of(order), key))


def answer(found: comparison.Comparison) -> list:
    """Transfer learning against a standard CNN: the short answer, then the figures."""
    short, *long = transfer.answer(found)
    return [html.P(html.Strong(short)), *(html.P(text) for text in long)]
