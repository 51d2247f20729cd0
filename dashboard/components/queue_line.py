"""The line of waiting runs: place, expected start, and the buttons to change it."""

from collections.abc import Iterable

import dash_bootstrap_components as dbc
from dash import html

from dashboard import ids
from dashboard.components.run_facts import about
from dashboard.estimate import span
from dashboard.jobs import engine, queue
from dashboard.jobs.outlook import Place
from dashboard.jobs.run import Run
from dashboard.settings import Settings

SOON_SECONDS = 30.0
UNKNOWN = "Start not known: a run stands still, or no worker is there"


def queue_line(settings: Settings, runs: Iterable[Run]) -> html.Section | None:
    """The line as a list, or None when nobody waits.

    Args:
        runs: all runs, as the caller has listed them.
    """
    runs = list(runs)
    by_id = {run.id: run for run in runs}
    found = queue.outlook(settings, runs, engine.places(settings))
    if not found:
        return None
    rows = [_row(by_id[i], place, len(found)) for i, place in found.items()]
    return html.Section(
        [html.H3("Waiting", className="h6"), html.Ol(rows, className="queue")],
        **{"aria-label": "Runs that wait"},
    )


def start_words(place: Place) -> str:
    """When a run can be expected to start, as a sentence's beginning."""
    if place.seconds is None:
        return UNKNOWN
    if place.seconds < SOON_SECONDS:
        return "Starts any moment"
    return f"Starts in about {span(place.seconds)}"


def _row(run: Run, place: Place, waiting: int) -> html.Li:
    return html.Li(
        [
            html.Span(place.number, className="queue-place"),
            html.Div(
                [
                    html.Strong(run.request.name),
                    html.Span(start_words(place), className="queue-start"),
                    html.Div(_about(run), className="small text-body-secondary"),
                ],
                className="queue-words",
            ),
            html.Div(_buttons(run, place, waiting), className="buttons"),
        ],
        key=run.id,
        **{"data-run": run.id, "data-place": place.number},
    )


def _buttons(run: Run, place: Place, waiting: int) -> list:
    name, last = run.request.name, place.number >= waiting
    earlier = _button("↑", ids.QUEUE_EARLIER, run, f"Start {name} earlier")
    later = _button("↓", ids.QUEUE_LATER, run, f"Start {name} later")
    earlier.disabled, later.disabled = place.number == 1, last
    cancel = _button("Cancel", ids.QUEUE_CANCEL, run, f"Cancel {name}")
    return [dbc.ButtonGroup([earlier, later], size="sm"), cancel]


def _about(run: Run) -> list:
    asked, parts = run.request, about(run)
    if asked.study and not asked.publish:
        parts.append(f" · trial of {asked.study}")
    if asked.priority:
        parts.append(f" · priority {asked.priority}")
    return parts


def _button(words: str, kind: str, run: Run, label: str) -> dbc.Button:
    return dbc.Button(
        [
            html.Span(words, **{"aria-hidden": "true"}),
            # an arrow says nothing to a screen reader, and "Cancel" not what
            html.Span(label, className="visually-hidden"),
        ],
        id={"type": kind, "index": run.id},
        color="danger" if kind == ids.QUEUE_CANCEL else "secondary",
        outline=True,
        size="sm",
        title=label,
    )
