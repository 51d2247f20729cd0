"""Under an answer: the class that the heat is for, and the check of that heat."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard import ids
from dashboard.components.shown import Shown
from dashboard.explain import deletion
from dashboard.explain.deletion import Deletion
from dashboard.figures.confidence import probability_text
from dashboard.labels import LABELS

OWN = "own"  # the choice of whatever the answer is


def heat_tools(index: int, label: str | None = None) -> html.Div:
    """The choice of a class and the button of the check.

    Args:
        index: the picture's place in the list that PREDICT_PICTURES holds.
        label: what was chosen before the page drew this card anew.
    """
    options = [{"value": OWN, "label": "its answer"}]
    options += [{"value": label, "label": label} for label in LABELS]
    choice = dbc.Select(
        id=_id(ids.ANSWER_LABEL, index),
        options=options,
        value=label if label in LABELS else OWN,
        size="sm",
    )
    check = dbc.Button(
        "Check this heat",
        id=_id(ids.ANSWER_CHECK, index),
        size="sm",
        color="secondary",
        outline=True,
    )
    said = html.Span(id=_id(ids.ANSWER_CHECKED, index), role="status")
    return html.Div(
        [html.Label([html.Span("Heat for"), choice]), check, said],
        className="heat-tools",
    )


def checked(shown: Shown) -> str:
    """Whether the heat of an answer marks what matters, in a sentence or three."""
    if not shown.cam.any():
        return f"No place speaks for {shown.label}, so there is no heat to check."
    images = deletion.pictures(shown.seen.pixels, shown.cam)
    answers = shown.predictor.predict(images)
    place = LABELS.index(shown.label)
    return words(shown.label, Deletion.of([a.probabilities[place] for a in answers]))


def words(label: str, found: Deletion) -> str:
    """The result of a deletion check for a person."""
    before, hottest, random = (
        probability_text(value)
        for value in (found.before, found.hottest, found.random_mean)
    )
    tries, share = len(found.random), f"{deletion.SHARE:.0%}"
    told = (
        f"{label} has {before}. With the hottest {share} greyed out it has {hottest}, "
        f"with a random {share} {random} (mean of {tries}). "
    )
    if found.hottest >= found.before:
        return told + "So that does not rest on the hot places."
    if found.as_strong:
        return told + (
            f"{found.as_strong} of {tries} random parts matter as much: do not lean on "
            "this heat."
        )
    return told + f"The hot places matter more than any of {tries} random parts."


def _id(kind: str, index: int) -> dict:
    return {"type": kind, "index": index}
