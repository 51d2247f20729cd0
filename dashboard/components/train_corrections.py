"""The Train form's offer to learn from corrections too."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard import ids
from dashboard.corrections.counts import Counts
from dashboard.corrections.folder import Corrections

NOTHING_YET = (
    "There is nothing to learn from yet: say what wrong answers should have been on "
    "the Predict page. Corrections on photographs teach the version below instead."
)


def corrections_choice() -> html.Div:
    """The box to tick; a callback says how many there are."""
    return html.Div(
        [
            dbc.Checkbox(
                id=ids.TRAIN_CORRECTIONS,
                label="Train with your corrections",
                value=False,
                disabled=True,
                class_name="mb-0",
            ),
            html.Div(
                id=ids.TRAIN_CORRECTIONS_WORDS, className="small text-body-secondary"
            ),
        ],
        className="mt-3",
    )


def choice_state(corrections: Corrections) -> dict:
    """How the box is labelled, whether it can be ticked, and what ticking it means."""
    counts = Counts.of(corrections.list().entries)
    few = "correction" if counts.usable == 1 else "corrections"
    return {
        "label": f"Train with your {counts.usable} {few}",
        "disabled": not counts.learned,
        "words": _words(counts),
    }


def _words(counts: Counts) -> str:
    if not counts.usable:
        return NOTHING_YET
    held = f"{counts.held_out} held out"
    if not counts.learned:
        return f"Nothing to learn from yet: {held} to measure versions."
    return (
        f"{counts.learned} to learn from, {held}: the new version's card says what "
        "changed on those and on the test set. Corrections on photographs are not "
        "among them; they teach the version below."
    )
