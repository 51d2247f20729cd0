"""The one way to choose a version on a page."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.serving.door import AUTOMATIC
from dashboard.store.versions import ModelStore

NOBODY = "none"  # the choice of no second version; a reference has a number


def model_picker(picker_id: str, value: Any = None, label: str = "Model") -> html.Div:
    """A labelled list of versions; a callback fills it when the page opens.

    Args:
        value: from an address, where a name given twice makes a list.
        label: says what the version is for.
    """
    value = value if isinstance(value, str) else None
    return html.Div(
        [
            dbc.Label(label, html_for=picker_id, className="small mb-1"),
            dbc.Select(id=picker_id, options=[], value=value, size="sm"),
        ],
        className="model-picker",
    )


def model_options(
    store: ModelStore, value: str | None, automatic: bool = False
) -> tuple[list[dict], str]:
    """Options and the value to show: the one asked for, else the champion.

    Args:
        automatic: begin with "the picture decides", and take it unless another is
            asked for, where the store has a version for photographs.

    Raises:
        NotFoundError: the store is empty.
    """
    champion = usual = store.resolve().ref
    photographs = store.for_photographs() if automatic else None
    first = []
    if photographs:
        usual = AUTOMATIC
        words = f"By the picture: {champion} or {photographs.ref}"
        first = [{"value": AUTOMATIC, "label": words}]
    options = first + [
        {
            "value": version.ref,
            "label": version_label(version, version.ref == champion),
        }
        for version in store.list()
    ]
    # a list, because an address may hold what cannot be looked up in a set
    known = [option["value"] for option in options]
    return options, value if value in known else usual


def second_options(store: ModelStore, value: Any) -> tuple[list[dict], str]:
    """Options and value of the list of versions to compare with; usually nobody.

    Raises:
        NotFoundError: the store is empty.
    """
    options, _ = model_options(store, None)
    known = [option["value"] for option in options]
    nobody = {"value": NOBODY, "label": "No other version"}
    return [nobody, *options], value if value in known else NOBODY


def version_label(version, champion: bool) -> str:
    """Name, number, test accuracy and whether it was pre-trained, in one line."""
    accuracy = version.manifest["metrics"]["test_accuracy"]
    start = "pre-trained" if version.manifest["pretrained"] else "not pre-trained"
    # before the longer words: a narrow window cuts them
    crown = "champion · " if champion else ""
    return f"{version.ref} · {crown}{accuracy:.2%} · {start}"
