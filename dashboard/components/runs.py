"""Runs as cards: where each stands, how it goes, and the button that stops it."""

import json

import dash_bootstrap_components as dbc
from dash import dcc, get_relative_path, html
from plotly.utils import PlotlyJSONEncoder

from dashboard import ids
from dashboard.jobs import engine, folder
from dashboard.jobs.run import Run
from dashboard.jobs.status import RESUMABLE, Status
from dashboard.jobs.watch import snapshot
from dashboard.settings import Settings

MOST_RUNS = 8
LOG_LINES = 12
COLOURS = {
    "succeeded": "success",
    "failed": "danger",
    "lost": "danger",
    "stalled": "warning",
    "cancelled": "secondary",
    "queued": "secondary",
}


def run_cards(settings: Settings) -> list:
    """The newest runs; whoever sees one waiting makes sure that it gets started."""
    runs = folder.list_runs(settings)
    pairs = [(run, run.status()) for run in runs]
    if any(status.state == "queued" for _, status in pairs):
        engine.ensure(settings)
    unfinished = [pair for pair in pairs if not pair[1].final]
    finished = [pair for pair in pairs if pair[1].final]
    shown = (unfinished + finished)[: max(MOST_RUNS, len(unfinished))]
    if not shown:
        return [html.Div("No run yet.", className="hint text-body-secondary")]
    return [run_card(run, status) for run, status in shown]


def as_shown(cards: list) -> list:
    """Cards as the browser holds them."""
    return json.loads(json.dumps(cards, cls=PlotlyJSONEncoder))


def run_card(run: Run, status: Status) -> html.Article:
    """One run."""
    return html.Article(
        [
            html.Div(
                [
                    html.Strong(run.request.name),
                    html.Span(
                        status.state,
                        className="run-state badge text-bg-"
                        + COLOURS.get(status.state, "primary"),
                    ),
                    dcc.Link(
                        "curves",
                        href=f"{get_relative_path('/history')}?show={run.id}",
                        className="small ms-auto",
                    ),
                    *_buttons(run, status),
                ],
                className="run-head",
            ),
            html.Div(run.id, className="small text-body-secondary"),
            *_body(run, status),
        ],
        className="card run",
        **{"data-run": run.id, "data-state": status.state},
    )


def _buttons(run: Run, status: Status) -> list[dbc.Button]:
    """Stop what goes on, go on with what ended without a version."""
    if not status.final:
        stopping = status.state == "cancelling"
        return [_button("Cancel", ids.TRAIN_CANCEL, run, "danger", stopping)]
    if status.state in RESUMABLE:
        return [_button("Go on", ids.TRAIN_RESUME, run, "primary", False)]
    return []


def _button(words: str, kind: str, run: Run, colour: str, off: bool) -> dbc.Button:
    return dbc.Button(
        words,
        id={"type": kind, "index": run.id},
        size="sm",
        color=colour,
        outline=True,
        disabled=off,
    )


def _body(run: Run, status: Status) -> list:
    seen = snapshot(run, status)
    parts = []
    if not status.final and seen["step"]:
        parts = [dbc.Progress(value=_percent(seen), className="my-1"), _figures(seen)]
    if status.message:
        parts.append(html.Div(status.message, className="small run-message"))
    if status.state in ("failed", "lost"):
        lines = run.log_tail(LOG_LINES)
        parts.append(
            html.Details(
                [html.Summary("Last lines of the log"), html.Pre("\n".join(lines))],
                className="small",
            )
        )
    return parts


def _percent(seen: dict) -> float:
    """Share of all planned steps, in per cent; early stopping may end it sooner."""
    done = (seen["epoch"] or 1) - 1 + seen["step"] / max(1, seen["steps"])
    return round(min(100.0, 100 * done / max(1, seen["epochs"])), 1)


def _figures(seen: dict) -> html.Div:
    words = [
        f"epoch {seen['epoch']} of {seen['epochs']}",
        f"step {seen['step']} of {seen['steps']}",
        f"loss {seen['loss']:.3f}",
        f"accuracy {seen['accuracy']:.1%}",
        f"{seen['images_per_second']:.0f} images a second",
        f"this phase ends in {seen['seconds_left'] / 60:.1f} min",
    ]
    if seen["validation_accuracy"] is not None:
        words.insert(4, f"validation {seen['validation_accuracy']:.1%}")
    return html.Div(" · ".join(words), className="small run-figures")
