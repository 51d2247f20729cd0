"""The table of versions, the list of promotions, and a version's card."""

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard import ids
from dashboard.estimate import span
from dashboard.store import aliases
from dashboard.store.aliases import Alias
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

HEADINGS = (
    "version",
    "test accuracy",
    "95 % interval",
    "parameters",
    "size",
    "one image",
    "weights",
    "training",
    "published",
    "",
)


def page_state(store: ModelStore) -> tuple[html.Div, html.Div, int]:
    """Table, list of promotions, and the number of the latest one."""
    versions = store.list()
    champion = store.resolve().ref if versions else None
    entries = aliases.history(store.root)
    return table(versions, champion), promotions(entries), len(entries)


def table(versions: list[Version], champion: str | None) -> html.Div:
    """One row per version, the newest first.

    Args:
        champion: "name/number" of the version that answers by default.
    """
    if not versions:
        return html.Div(
            "There is no version yet. Train one on the Train page.",
            className="hint text-body-secondary",
        )
    rows = [_row(version, version.ref == champion) for version in versions]
    return html.Div(
        dbc.Table(
            [
                html.Thead(html.Tr([html.Th(text) for text in HEADINGS])),
                html.Tbody(rows),
            ],
            hover=True,
            class_name="align-middle",
        ),
        className="table-scroll",
    )


def _row(version: Version, champion: bool) -> html.Tr:
    facts, metrics = version.manifest, version.manifest["metrics"]
    low, high = metrics["test_accuracy_interval"]
    start = "ImageNet" if facts["pretrained"] else "not pre-trained"
    if facts.get("parent"):
        start += f", continued from {facts['parent']}"
    cells = [
        [version.ref, _crown(champion)],
        html.Strong(f"{metrics['test_accuracy']:.2%}"),
        f"{low:.2%} to {high:.2%}",
        f"{facts['parameters']:,}",
        f"{metrics['onnx_bytes'] / 1e6:.1f} MB",
        f"{metrics['latency_ms']:.2f} ms",
        start,
        span(facts["training_seconds"]),
        facts["created_at"][:16].replace("T", " "),
        _buttons(version.ref, champion),
    ]
    return html.Tr([html.Td(cell) for cell in cells])


def _crown(champion: bool) -> html.Span | None:
    badge = "badge text-bg-primary ms-2"
    return html.Span("champion", className=badge) if champion else None


def _buttons(ref: str, champion: bool) -> html.Div:
    return html.Div(
        [
            dbc.Button(
                "Card",
                id={"type": ids.MODELS_OPEN, "index": ref},
                size="sm",
                color="secondary",
                outline=True,
            ),
            dbc.Button(
                "Make champion",
                id={"type": ids.MODELS_PROMOTE, "index": ref},
                size="sm",
                color="primary",
                outline=True,
                disabled=champion,
            ),
        ],
        className="buttons",
    )


def promotions(entries: list[Alias]) -> html.Div:
    """Who was champion when, the latest first."""
    if not entries:
        text = "Nobody was promoted yet: the best on validation images answers."
        return html.Div(text, className="text-body-secondary")
    items = [
        html.Li(
            [
                html.Strong(entry.ref),
                f" on {entry.at[:16].replace('T', ' ')} by {entry.by}",
                f": {entry.reason}" if entry.reason else "",
            ]
        )
        for entry in reversed(entries)
    ]
    return html.Ol(items, reversed=True, className="small")


def card(version: Version) -> dcc.Markdown:
    """The version's CARD.md."""
    text = version.file("CARD.md").read_text(encoding="utf-8")
    return dcc.Markdown(text, className="model-card")
