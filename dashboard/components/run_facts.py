"""What a run's page says in words: where it stands, how fast it is, what it went
through, how it ended."""

from datetime import UTC, datetime

import dash_bootstrap_components as dbc
from dash import dcc, get_relative_path, html

from dashboard.components.run_link import run_link
from dashboard.estimate import span
from dashboard.jobs.admission import UNNAMED
from dashboard.jobs.doing import said
from dashboard.jobs.outlook import seconds_left
from dashboard.jobs.run import Run
from dashboard.jobs.status import Status
from dashboard.jobs.watch import SHOWN

COLOURS = {
    "succeeded": "success",
    "failed": "danger",
    "lost": "danger",
    "stalled": "warning",
    "cancelled": "secondary",
    "queued": "secondary",
}
WAYS_OUT = {
    "failed": "If something outside was to blame, Go on tries again from the last "
    "state it kept; Run again with changes begins anew with other settings.",
    "lost": "Go on continues from the last state it kept, so little is trained twice.",
}
LAST_LINES = 12
FIGURES = (*SHOWN, "learning_rate", "memory")


def state_badge(state: str) -> html.Span:
    """The state in its colour."""
    colour = COLOURS.get(state, "primary")
    return html.Span(state, className=f"run-state badge text-bg-{colour}")


def moment(text: str) -> html.Time:
    """A moment of the run folder, to the second."""
    try:
        time = datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return html.Time(text)
    return html.Time(f"{time:%Y-%m-%d %H:%M:%S} UTC", dateTime=text)


def head(run: Run, status: Status) -> list:
    """Name, state, attempt, and the sentence about it."""
    attempt = f"attempt {status.attempt}, " if status.attempt > 1 else ""
    asker = run.request.created_by
    by = "" if asker == UNNAMED else f"by {asker}, "
    # what `ending` says is not said twice
    known = status.version or status.state in WAYS_OUT
    words = "" if known else said(run, status)
    return [
        html.Div(
            [
                html.Strong(run.request.name),
                state_badge(status.state),
                html.Span(
                    [f"{by}{attempt}since ", moment(status.since)],
                    className="small text-body-secondary",
                ),
            ],
            className="run-head",
            **{"data-state": status.state},
        ),
        html.Div(words, className="run-message"),
        *study_line(run),
    ]


def about(run: Run) -> list:
    """What tells a run from others of its name."""
    parts = [run_link(run.id), f" · seed {run.request.recipe.get('seed', '–')}"]
    if run.request.created_by != UNNAMED:
        parts.append(f" · by {run.request.created_by}")
    return parts


def study_line(run: Run) -> list:
    """The study that the run belongs to, if any."""
    if not run.request.study:
        return []
    name = run.request.study
    words = "Its best trained in full: study " if run.request.publish else "Trial of "
    href = get_relative_path(f"/studies/{name}")
    return [html.Div([words, dcc.Link(name, href=href)], className="small")]


def progress(run: Run, status: Status) -> dict:
    """The newest figures by name, `epochs` of all phases, and `percent` of the steps.

    What is not known is None. Early stopping may end a run before its last step.
    """
    newest, recipe = run.progress(), run.request.recipe
    seen = {name: newest.get(name) for name in FIGURES}
    # events count the epochs of one phase; a person wants those of both
    seen["epochs"] = recipe.get("head_epochs", 0) + recipe.get("epochs", 0)
    done = (seen["epoch"] or 1) - 1 + (seen["step"] or 0) / max(1, seen["steps"] or 1)
    whole = status.state == "succeeded"
    share = 1.0 if whole else min(1.0, done / max(1, seen["epochs"]))
    return seen | {"percent": round(100 * share, 1)}


def live(run: Run, status: Status) -> list:
    """The progress bar and the newest figures."""
    seen = progress(run, status)
    if not seen["step"]:
        return []
    bar = dbc.Progress(value=seen["percent"], class_name="my-2", label="")
    pairs = [
        ("Epoch", f"{seen['epoch']} of {seen['epochs']}"),
        ("Step", f"{seen['step']:,} of {seen['steps']:,}"),
        ("Loss", _number(seen["loss"], ".4f")),
        ("Accuracy", _number(seen["accuracy"], ".2%")),
        ("Validation", _number(seen["validation_accuracy"], ".2%")),
        ("Learning rate", _number(seen["learning_rate"], ".2e")),
        ("Images a second", _number(seen["images_per_second"], ",.0f")),
        ("Memory", _number(seen["memory"], ",.0f", 1e-6, " MB")),
    ]
    if not status.final:
        left = seconds_left(run, status)
        pairs.append(("Time left", "–" if left is None else span(left)))
    tiles = [html.Div([html.Dt(name), html.Dd(value)]) for name, value in pairs]
    return [bar, html.Dl(tiles, className="run-tiles")]


def ending(run: Run, status: Status) -> list:
    """What a run became, or why it did not and what to do."""
    if status.version:
        href = f"{get_relative_path('/models')}#{status.version}"
        link = dcc.Link(status.version, href=href)
        return [dbc.Alert(["It became version ", link, "."], color="success")]
    if status.state not in WAYS_OUT:
        return []
    sentence, _, lines = status.message.partition(" Its last lines:\n")
    lines = lines or "\n".join(run.log_tail(LAST_LINES))
    return [
        dbc.Alert(
            [
                html.P(sentence, className="mb-1 fw-semibold"),
                html.P(WAYS_OUT[status.state], className="mb-0"),
                *([html.Pre(lines, className="run-last")] if lines else []),
            ],
            color="danger",
        )
    ]


def states(run: Run) -> html.Ol:
    """Every change of the run's state, with its time."""
    return html.Ol(
        [
            html.Li(
                [
                    moment(event["time"]),
                    state_badge(str(event.get("state", ""))),
                    html.Span(f"attempt {event.get('attempt', 1)}", className="small"),
                    html.Span(_first_line(event.get("message"))),
                ]
            )
            for event in run.changes()
        ],
        className="run-states",
    )


def _first_line(message) -> str:
    return str(message or "").partition("\n")[0]


def _number(value, form: str, factor: float = 1.0, unit: str = "") -> str:
    return "–" if value is None else f"{value * factor:{form}}{unit}"
