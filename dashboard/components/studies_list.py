"""The studies as cards: where each stands and the best it found."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, get_relative_path, html, no_update

from dashboard.components.fingerprint import fingerprint
from dashboard.estimate import span
from dashboard.settings import Settings
from dashboard.studies import actions
from dashboard.studies.folder import list_studies
from dashboard.studies.summary import Summary, summary

COLOURS = {
    "running": "primary",
    "finished": "success",
    "failed": "danger",
    "pausing": "warning",
    "paused": "warning",
    "stopping": "warning",
}
MOST_SHOWN = 30


def list_state(settings: Settings, shown: Any) -> tuple[Any, Any]:
    """The cards and their fingerprint; nothing new while they look as before, because
    drawing the same again would take the keyboard's focus.

    Args:
        shown: the fingerprint of the cards that the page has, or None.
    """
    cards = study_cards(settings)
    now = fingerprint(cards)
    return (no_update, no_update) if now == shown else (cards, now)


def study_cards(settings: Settings) -> list:
    """The newest studies; whoever sees one that nobody leads has it led."""
    studies = list_studies(settings)[:MOST_SHOWN]
    for study in studies:
        actions.ensure(settings, study)
    if not studies:
        return [html.Div("No study yet.", className="hint text-body-secondary")]
    return [study_card(summary(study)) for study in studies]


def study_card(found: Summary) -> html.Article:
    """One study."""
    name = found.study.name
    return html.Article(
        [
            html.Div(
                [
                    dcc.Link(html.Strong(name), href=study_href(name)),
                    state_badge(found.state),
                ],
                className="run-head",
            ),
            bar(found),
            html.Div(figures(found), className="small"),
        ],
        className="card run",
        **{"data-study": name, "data-state": found.state},
    )


def begun(name: str) -> list:
    """The words after a study began."""
    return ["The study ", dcc.Link(name, href=study_href(name)), " is on its way."]


def study_href(name: str) -> str:
    """The address of a study's page."""
    return get_relative_path(f"/studies/{name}")


def state_badge(state: str) -> html.Span:
    """The state of a study, or of a trial, in a word."""
    colour = COLOURS.get(state, "secondary")
    return html.Span(state, className=f"run-state badge text-bg-{colour}")


def bar(found: Summary) -> dbc.Progress:
    """The share of the budget that is spent."""
    asked = found.study.request
    shares = [0.0]
    if asked.most_trials:
        shares.append(found.done / asked.most_trials)
    if asked.minutes:
        shares.append(found.seconds / 60 / asked.minutes)
    value = round(100 * min(1.0, max(shares)))
    return dbc.Progress(value=value, class_name="my-2", style={"height": "0.5rem"})


def figures(found: Summary) -> str:
    """Trials, best accuracy and time in one line."""
    most = found.study.request.most_trials
    words = [f"{found.done} of {most} trials" if most else f"{found.done} trials"]
    if given_up := found.count("pruned"):
        words.append(f"{given_up} given up early")
    if failed := found.count("failed"):
        words.append(f"{failed} failed")
    if found.best:
        words.append(f"best {found.best.value:.2%} on validation images")
    if found.seconds:
        words.append(span(found.seconds))
    return " · ".join(words)
