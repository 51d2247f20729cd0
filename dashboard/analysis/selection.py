"""Which test pictures the Browse page shows, and the address that says so.

An address comes from outside: unknown keys are ignored and bad values become defaults.
"""

import math
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np

from dashboard.analysis import address

OUTCOMES = ("all", "right", "wrong")
SORTS = ("index", "confidence", "loss")
ORDERS = ("ascending", "descending")
LARGEST_SIZE = 500
LONGEST_SEARCH = 2000
LOWEST_PROBABILITY = 1e-12


@dataclass(frozen=True)
class Selection:
    """A filter, an order and a page of the test set.

    Attributes:
        true, predicted: label numbers; None for any.
        outcome: "all", "right" or "wrong".
        low, high: range of the answer's probability, ends included, 0 to 1.
        sort: "index", "confidence" or "loss" (-log p of the true label, nats).
        page: counted from 1.
        size: pictures on a page.
    """

    true: int | None = None
    predicted: int | None = None
    outcome: str = "all"
    low: float = 0.0
    high: float = 1.0
    sort: str = "index"
    descending: bool = False
    page: int = 1
    size: int = 60

    @classmethod
    def from_query(cls, query: dict[str, Any]) -> "Selection":
        """Read the values of an address or a form; never raises.

        Keys: the fields, but `order` (ascending, descending) for `descending`.
        Classes are slugs ("ankle-boot") or label numbers. Without an order, index
        counts up; confidence and loss begin with the highest.
        """
        low = address.fraction(query.get("low"), 0.0)
        high = address.fraction(query.get("high"), 1.0)
        if low > high:
            low, high = 0.0, 1.0
        sort = address.choice(query.get("sort"), SORTS, "index")
        order = address.choice(query.get("order"), ORDERS, _usual_order(sort))
        return cls(
            true=address.label(query.get("true")),
            predicted=address.label(query.get("predicted")),
            outcome=address.choice(query.get("outcome"), OUTCOMES, "all"),
            low=low,
            high=high,
            sort=sort,
            descending=order == "descending",
            page=address.whole(query.get("page"), 1, 1_000_000),
            size=address.whole(query.get("size"), 60, LARGEST_SIZE),
        )

    @classmethod
    def from_search(cls, search: str | None) -> "Selection":
        """Read the part of an address from its "?" on; never raises."""
        pairs = parse_qsl((search or "")[:LONGEST_SEARCH].lstrip("?"))
        return cls.from_query(dict(pairs))

    def to_query(self) -> str:
        """The shortest address that `from_search` reads back: "" or "?true=shirt"."""
        values = {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if field.name != "descending" and getattr(self, field.name) != field.default
        }
        for key in values.keys() & {"true", "predicted"}:
            values[key] = address.SLUGS[values[key]]
        order = ORDERS[self.descending]
        if order != _usual_order(self.sort):
            values["order"] = order
        return "?" + urlencode(values) if values else ""


def rows(
    selection: Selection, labels: np.ndarray, probabilities: np.ndarray
) -> np.ndarray:
    """Row numbers of the pictures that pass the filter, in order, all pages.

    Args:
        labels: int[n].
        probabilities: float[n, 10].

    Returns:
        int64[m]; ties by row number whichever the order.
    """
    labels, probabilities = np.asarray(labels), np.asarray(probabilities)
    predicted, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    keep = np.ones(len(labels), bool)
    if selection.true is not None:
        keep &= labels == selection.true
    if selection.predicted is not None:
        keep &= predicted == selection.predicted
    if selection.outcome != "all":
        keep &= (predicted == labels) == (selection.outcome == "right")
    # 0 and 1 are no limits: a float32 softmax may say 1.0000001
    if selection.low > 0:
        keep &= confidence >= selection.low
    if selection.high < 1:
        keep &= confidence <= selection.high
    found = np.flatnonzero(keep)
    if selection.sort == "index":
        return found[::-1] if selection.descending else found
    key = confidence[found]
    if selection.sort == "loss":
        truth = probabilities[found, labels[found]].astype(np.float64)
        key = -np.log(np.clip(truth, LOWEST_PROBABILITY, 1.0))
    return found[np.argsort(-key if selection.descending else key, kind="stable")]


def pages(selection: Selection, rows: np.ndarray) -> int:
    """How many pages the rows fill; an empty selection has one empty page."""
    return max(1, math.ceil(len(rows) / selection.size))


def page_rows(selection: Selection, rows: np.ndarray) -> np.ndarray:
    """The rows of the selection's page; the last page when there are not so many."""
    page = min(selection.page, pages(selection, rows))
    return rows[(page - 1) * selection.size : page * selection.size]


def _usual_order(sort: str) -> str:
    return "ascending" if sort == "index" else "descending"
