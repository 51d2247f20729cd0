"""From the Browse page's controls to what it shows, and to its address."""

from typing import Any
from urllib.parse import urlencode

from dash import no_update

from dashboard import ids
from dashboard.analysis.address import pair
from dashboard.analysis.selection import Selection
from dashboard.components import browse
from dashboard.data.fashion_mnist import Dataset
from dashboard.store.versions import ModelStore

# a changed filter shows another list, so its first page
FILTERS = {
    ids.BROWSE_TRUE,
    ids.BROWSE_PREDICTED,
    ids.BROWSE_OUTCOME,
    ids.BROWSE_CONFIDENCE,
    ids.BROWSE_SORT,
    ids.BROWSE_DESCENDING,
}


def page_state(
    store: ModelStore,
    data: Dataset,
    model: str | None,
    opened: Any,
    filters: dict[str, Any],
    trigger: Any,
) -> dict[str, Any]:
    """Everything the page shows for its controls.

    Args:
        filters: values of the controls by the keys of `Selection.from_query`, with
            "confidence" as (low, high).
        trigger: id of the control that changed.

    Raises:
        StoreError: the version is missing or damaged.
    """
    low, high = pair(filters["confidence"])
    page = 1 if trigger in FILTERS else filters["page"]
    selection = Selection.from_query(
        {**filters, "low": low, "high": high, "page": page}
    )
    version = store.resolve(model)
    tiles, count, pages = browse.grid(version, data, selection)
    image = opened_image(opened, len(data.test_labels))
    other = version.ref if version.ref != store.resolve().ref else None
    return {
        "tiles": tiles,
        "count": count,
        "pages": pages,
        "page": min(selection.page, pages),
        "query": address(selection, other, image),
    }


def asked_image(trigger: Any, clicks: list, is_open: bool, opened: Any) -> Any:
    """The image to show: the clicked one, the address's at first, none once closed."""
    if isinstance(trigger, dict):
        return trigger["index"] if any(clicks) else opened
    return opened if trigger is None or is_open else None


def opened_detail(
    store: ModelStore, data: Dataset, model: str | None, asked: Any
) -> tuple:
    """Store value, body and openness of the details."""
    image = opened_image(asked, len(data.test_labels))
    if image is None:
        return None, no_update, False
    return image, browse.detail(store.resolve(model), data, image), True


def opened_image(value: Any, count: int) -> int | None:
    """The index in an address or store, or None when it is no image's."""
    text = str(value) if value is not None else ""
    known = text.isascii() and text.isdigit() and int(text[:9]) < count
    return int(text[:9]) if known else None


def address(selection: Selection, model: str | None, image: int | None) -> str:
    """The query string of the page's whole state; "" for its first state."""
    extra = {"model": model, "image": image}
    extra = {key: value for key, value in extra.items() if value is not None}
    query = selection.to_query()
    if not extra:
        return query
    return f"{query}{'&' if query else '?'}{urlencode(extra, safe='/')}"
