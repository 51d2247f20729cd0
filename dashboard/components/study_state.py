"""From a study's name in the address to everything its page shows, and what its
buttons do."""

from typing import Any

from dash import dcc, get_relative_path, html, no_update

from dashboard.components import study_view
from dashboard.components.run_link import run_link
from dashboard.components.study_reading import ASKER
from dashboard.errors import StudyError
from dashboard.figures.study import history_figure, importance_figure
from dashboard.figures.study_parallel import parallel_figure
from dashboard.jobs import engine
from dashboard.settings import Settings
from dashboard.studies import actions
from dashboard.studies.folder import get_study
from dashboard.studies.summary import Summary, summary
from dashboard.studies.trials import importance

DRAWN = ("best", "history", "parallel", "importance", "trials")
PARTS = ("head", "body_hidden", *DRAWN)
# stays on the page while the study goes its way, so it says what was done, not a state
DONE = {
    "pause": "Paused as asked: no more trials begin, those that run go on.",
    "resume": "It goes on, as asked.",
    "stop": "Stopped as asked: running trials are cancelled, what was found stays.",
}


def page_state(settings: Settings, name: Any, shown: Any) -> dict[str, Any]:
    """The parts of the page; those that are there stay while nothing has happened, so
    that a choice in a figure and the keyboard's place are kept.

    Args:
        shown: the mark of what the page shows already.
    """
    try:
        study = get_study(settings, name)
    except StudyError as error:
        return _unknown(error)
    actions.ensure(settings, study)
    found = summary(study)
    mark = _mark(found)
    if mark == shown:
        return {**dict.fromkeys(PARTS, no_update), "shown": no_update}
    return {
        "head": study_view.head(found),
        "body_hidden": False,
        "best": study_view.best_card(found),
        "history": history_figure(found.trials),
        "parallel": parallel_figure(found.trials, study.request.dimensions),
        "importance": importance_figure(importance(study)),
        "trials": study_view.trials_table(found),
        "shown": mark,
    }


def act(settings: Settings, name: Any, what: Any, user: str | None) -> list | str:
    """Do what a button says; returns the words for the person who pressed it.

    Args:
        user: who pressed it and may change no study of others, or None for somebody who
            may. Anybody may have the best trained, which is a run of their own.

    Raises:
        StudyError: the study is unknown, another user's, or has ended.
        RunError: the line of runs is full.
    """
    study = get_study(settings, name)
    if what == "train-best":
        run = actions.train_best(settings, study, user or ASKER)
        engine.ensure(settings)
        words = f" is in the line and publishes {run.request.name}."
        return [html.Span("The run "), run_link(run.id), words]
    if what in actions.ACTIONS:
        actions.check_own(study, user)
        actions.ACTIONS[what](settings, study)
    return DONE.get(what, "")


def _unknown(error: StudyError) -> dict[str, Any]:
    list_link = dcc.Link("All studies", href=get_relative_path("/studies"))
    words = html.Div([html.P(str(error)), list_link], className="hint")
    kept = dict.fromkeys((*DRAWN, "shown"), no_update)
    return {**kept, "head": words, "body_hidden": True}


def _mark(found: Summary) -> str:
    ends = [(trial.number, trial.state) for trial in found.trials]
    # minutes of a running study move its bar once in a while
    return repr((found.state, ends, int(found.seconds // 30)))
