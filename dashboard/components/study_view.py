"""One study's page: where it stands, what can be done, its best trial, all trials."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard import ids
from dashboard.components.run_link import run_link
from dashboard.components.studies_list import bar, figures, state_badge
from dashboard.estimate import span
from dashboard.studies.dimension import words
from dashboard.studies.folder import ENDED
from dashboard.studies.request import PRUNERS, SAMPLERS
from dashboard.studies.summary import Summary
from dashboard.studies.titles import title, value_words
from dashboard.studies.trials import Trial

# what can be done with a study, the words on its button and its colour
BUTTONS = {
    "pause": ("Pause", "secondary"),
    "resume": ("Resume", "primary"),
    "stop": ("Stop", "danger"),
    "train-best": ("Train the best in full and publish", "primary"),
}


def head(found: Summary) -> list:
    """State, budget, and the buttons that make sense now."""
    asked = found.study.request
    return [
        html.Div(
            [state_badge(found.state), html.Span(figures(found), className="small")],
            className="d-flex flex-wrap align-items-center gap-2",
        ),
        bar(found),
        html.P(found.message, className="mb-2") if found.message else None,
        html.Div([_button(what, found) for what in BUTTONS], className="controls mb-2"),
        html.Details(
            [
                html.Summary("What was asked", className="small"),
                _table(
                    [
                        *((title(n), words(d)) for n, d in asked.dimensions.items()),
                        ("Trials chosen by", SAMPLERS[asked.sampler]),
                        ("Given up early", PRUNERS[asked.pruner]),
                        ("Network", asked.recipe.backbone),
                        ("Published under", asked.publish_as),
                        ("Asked by", asked.created_by),
                    ]
                ),
            ]
        ),
    ]


def _button(what: str, found: Summary) -> dbc.Button:
    label, colour = BUTTONS[what]
    possible = {
        "pause": found.state in ("running", "waiting"),
        "resume": found.state in ("paused", "pausing"),
        "stop": found.state not in (*ENDED, "stopping"),
        "train-best": found.best is not None,
    }
    return dbc.Button(
        label,
        id={"type": ids.STUDY_ACTION, "index": what},
        color=colour,
        outline=what != "train-best",
        size="sm",
        disabled=not possible[what],
    )


def best_card(found: Summary) -> html.Div:
    """The best trial and its settings."""
    trial = found.best
    if trial is None:
        text = "No trial has come to its end yet."
        return html.Div(text, className="hint text-body-secondary")
    rows = [(title(name), _value(value)) for name, value in trial.params.items()]
    return html.Div(
        [
            html.Div(
                [
                    html.Span(f"{trial.value:.2%}", className="study-best"),
                    html.Span("of the 5,000 validation images", className="small"),
                ]
            ),
            html.Div(
                ["Trial ", str(trial.number), ", ", _run(trial)], className="small"
            ),
            _table(rows),
        ]
    )


def trials_table(found: Summary) -> html.Div:
    """A row for each trial, the newest first; each leads to its run."""
    names = list(found.study.request.space)
    head = [
        *(html.Th(text) for text in ("Trial", "State")),
        *(html.Th(t, className="number") for t in ("Validation", *map(title, names))),
        *(html.Th(text) for text in ("Time", "Run")),
    ]
    rows = [_row(trial, names, trial == found.best) for trial in reversed(found.trials)]
    if not rows:
        return html.Div("No trial yet.", className="hint text-body-secondary")
    return html.Div(
        dbc.Table(
            [
                html.Thead(html.Tr(head)),
                html.Tbody(rows),
            ],
            size="sm",
            class_name="trials",
        ),
        className="table-scroll",
    )


def _row(trial: Trial, names: list[str], is_best: bool) -> html.Tr:
    value = "–" if trial.value is None else f"{trial.value:.2%}"
    time = span(trial.seconds) if trial.seconds is not None else "–"
    cells = [
        html.Th(f"{trial.number}{' ★' if is_best else ''}", scope="row"),
        html.Td([trial.state, *_why(trial)]),
        html.Td(value, className="number"),
        *(html.Td(_value(trial.params.get(n)), className="number") for n in names),
        html.Td(time, className="text-nowrap"),
        html.Td(_run(trial), className="text-nowrap"),
    ]
    return html.Tr(cells, className="champion" if is_best else None)


def _why(trial: Trial) -> list:
    """A trial that was refused has no run whose page would say why."""
    if trial.state != "failed" or not trial.message:
        return []
    first, *_ = trial.message.splitlines()
    return [html.Div(first, className="small text-body-secondary trial-why")]


def _run(trial: Trial):
    return run_link(trial.run, "run") if trial.run else "–"


def _table(rows: list[tuple[str, str]]) -> html.Table:
    return html.Table(
        html.Tbody([html.Tr([html.Th(k, scope="row"), html.Td(v)]) for k, v in rows]),
        className="study-facts small",
    )


def _value(value) -> str:
    return "–" if value is None else value_words(value)
