"""Runs as cards: where each stands, how it goes, and what can be done to it.

A card is drawn once for each state; what changes every second is a part of it that
holds nothing to press, so that an open log stays open and the keyboard where it is."""

from functools import lru_cache

import dash_bootstrap_components as dbc
from dash import html

from dashboard import ids
from dashboard.components.run_buttons import run_buttons
from dashboard.components.run_facts import (
    about,
    progress,
    state_badge,
    study_line,
)
from dashboard.estimate import span
from dashboard.figures import sparkline
from dashboard.jobs import curve
from dashboard.jobs.doing import said
from dashboard.jobs.files import RunFiles
from dashboard.jobs.outlook import seconds_left
from dashboard.jobs.run import Run
from dashboard.jobs.status import Status

LOG_LINES = 12

Pair = tuple[Run, Status]


def cards(pairs: list[Pair]) -> list:
    """A card for each, or a sentence."""
    if not pairs:
        return [html.Div("No run yet.", className="hint text-body-secondary")]
    return [run_card(run, status) for run, status in pairs]


def run_card(run: Run, status: Status) -> html.Article:
    """One run."""
    return html.Article(
        [
            html.Div(
                [
                    html.Strong(run.request.name),
                    state_badge(status.state),
                    html.Div(
                        run_buttons(run, status), className="buttons run-card-buttons"
                    ),
                ],
                className="run-head",
            ),
            html.Div(about(run), className="small"),
            *study_line(run),
            html.Div(
                live_part(run, status), id={"type": ids.TRAIN_LIVE, "index": run.id}
            ),
            *_log(run, status),
        ],
        className="card run",
        **{"data-run": run.id, "data-state": status.state},
    )


def live_part(run: Run, status: Status) -> list:
    """Curve, progress, figures and message."""
    parts = []
    seen = progress(run, status)
    if seen["step"]:
        picture, alt = _curve(RunFiles(run.id, run.folder), _size(run))
        if picture:
            parts.append(html.Img(src=picture, alt=alt, className="sparkline"))
        if not status.final:
            bar = dbc.Progress(value=seen["percent"], class_name="my-1")
            parts += [bar, _figures(seen, seconds_left(run, status))]
        elif best := _best(run.history()):
            parts.append(html.Div(best, className="small run-figures"))
    if words := said(run, status):
        parts.append(html.Div(words, className="small run-message"))
    return parts


def _size(run: Run) -> int:
    """Bytes of the events, in steps too small to see in so small a curve."""
    size = (run.folder / "events.jsonl").stat().st_size
    return size - size % max(1, size // sparkline.STEPS)


# every card is looked at each second, and a long run has many megabytes of events
@lru_cache(maxsize=64)
def _curve(run: RunFiles, size: int) -> tuple[str | None, str]:
    points, _ = curve.whole(run, sparkline.STEPS)
    alt = f"Accuracy over epochs: {sparkline.words(points)}"
    return sparkline.sparkline(points), alt


def _best(rows: list[dict]) -> str:
    """How far a finished run came."""
    found = [row.get("validation_accuracy") for row in rows]
    found = [value for value in found if value is not None]
    if not found:
        return ""
    epochs = "1 epoch" if len(rows) == 1 else f"{len(rows)} epochs"
    return f"{epochs} · best validation {max(found):.1%}"


def wish(run: Run) -> str:
    """What was asked of it, where that changes its buttons."""
    return "keep" if run.keep_file.exists() else ""


def _log(run: Run, status: Status) -> list:
    if status.state not in ("failed", "lost"):
        return []
    lines = run.log_tail(LOG_LINES)
    return [
        html.Details(
            [html.Summary("Last lines of the log"), html.Pre("\n".join(lines))],
            className="small",
        )
    ]


def _figures(seen: dict, left: float | None) -> html.Div:
    words = [
        f"epoch {seen['epoch']} of {seen['epochs']}",
        f"step {seen['step']} of {seen['steps']}",
        f"loss {seen['loss']:.3f}",
        f"accuracy {seen['accuracy']:.1%}",
    ]
    if seen["validation_accuracy"] is not None:
        words.append(f"validation {seen['validation_accuracy']:.1%}")
    if seen["images_per_second"] is not None:
        words.append(f"{seen['images_per_second']:.0f} images a second")
    if left is not None:
        words.append(f"ends in {span(left)}")
    return html.Div(" · ".join(words), className="small run-figures")
