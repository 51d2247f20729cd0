"""From the History page's choice to its curves, its table and its address."""

from typing import Any
from urllib.parse import urlencode

import dash_bootstrap_components as dbc
from dash import html

from dashboard.errors import LookbookError
from dashboard.figures.history import Curve, best_row, history_figure
from dashboard.jobs import folder
from dashboard.settings import Settings
from dashboard.store import history
from dashboard.store.versions import ModelStore

MOST_CURVES = 12
FIRST_CURVES = 2
HEADINGS = ("", "epochs", "kept", "validation accuracy", "training accuracy", "minutes")


def wanted_curves(show: Any) -> list[str]:
    """The names in an address, "cnn/1,20261124-...": unknown ones are dropped later."""
    names = show.split(",")[:MOST_CURVES] if isinstance(show, str) else []
    return [name for name in names if name]


def options(settings: Settings, store: ModelStore) -> list[dict[str, str]]:
    """Versions and then runs without one, the newest first."""
    versions = [{"value": v.ref, "label": v.ref} for v in store.list()]
    runs = [
        {"value": run.id, "label": f"{run.id} ({run.status().state})"}
        for run in folder.list_runs(settings)
        if run.stored().version is None
    ]
    return versions + runs


def page_state(
    settings: Settings, store: ModelStore, chosen: list[str] | None
) -> dict[str, Any]:
    """Everything the page shows; the newest versions when nothing is chosen yet."""
    listed = options(settings, store)
    known = {option["value"] for option in listed}
    value = [name for name in chosen or [] if name in known][:MOST_CURVES]
    shown = value or [option["value"] for option in listed[:FIRST_CURVES]]
    curves = [Curve(name, rows(settings, store, name)) for name in shown]
    return {
        "options": listed,
        "value": shown,
        "accuracy": history_figure(curves, "accuracy"),
        "loss": history_figure(curves, "loss"),
        "table": table(curves),
        "query": "?" + urlencode({"show": ",".join(value)}, safe="/,") if value else "",
    }


def rows(settings: Settings, store: ModelStore, name: str) -> list[dict[str, Any]]:
    """The epochs of a version ("name/number") or of a run (its id)."""
    try:
        if "/" in name:
            return history.rows(store.resolve(name))
        return folder.get_run(settings, name).history()
    except LookbookError:
        return []  # it was deleted between the listing and now


def table(curves: list[Curve]) -> html.Div:
    """The kept epoch of each curve."""
    lines = [html.Tr([html.Td(cell) for cell in _cells(curve)]) for curve in curves]
    return html.Div(
        dbc.Table(
            [
                html.Thead(html.Tr([html.Th(text) for text in HEADINGS])),
                html.Tbody(lines),
            ],
            size="sm",
        ),
        className="table-scroll",
    )


def _cells(curve: Curve) -> list[str]:
    best = best_row(curve)
    if best is None:
        return [curve.name, "0", "–", "–", "–", "–"]
    row = curve.rows[best]
    return [
        curve.name,
        str(len(curve.rows)),
        str(row["epoch"]),
        f"{row['validation_accuracy']:.2%}",
        f"{row['accuracy']:.2%}",
        f"{sum(row['seconds'] for row in curve.rows) / 60:.1f}",
    ]
