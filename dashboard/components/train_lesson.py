"""On the Train page: let the version for photographs learn from the corrections."""

import uuid
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard import ids
from dashboard.components import train_start
from dashboard.corrections.counts import Counts
from dashboard.corrections.folder import Corrections
from dashboard.errors import NotFoundError
from dashboard.estimate import estimate, span
from dashboard.jobs.request import Request
from dashboard.photo_lesson import PhotoLesson
from dashboard.settings import Settings
from dashboard.store.version import Version
from dashboard.store.versions import ModelStore

NO_VERSION = (
    "No version here sees photographs, so corrections on them teach those above. "
    "`python -m dashboard photos DIR` trains one."
)
NOTHING_YET = (
    "There is nothing to learn from yet: say what wrong answers to photographs should "
    "have been on the Predict page."
)


def lesson_section() -> html.Section:
    """The heading, what it means, and the button; a callback fills in the counts."""
    return html.Section(
        [
            html.H2("Photographs", className="h4 mt-4"),
            html.Div(id=ids.TRAIN_LESSON_WORDS, className="small mb-2"),
            dbc.Button(
                "Teach photographs",
                id=ids.TRAIN_LESSON,
                color="primary",
                disabled=True,
            ),
            html.Div(id=ids.TRAIN_LESSON_MESSAGE, className="mt-2", role="status"),
        ]
    )


def lesson_state(store: ModelStore, corrections: Corrections) -> dict[str, Any]:
    """What the button says and does, and whether it can be pressed."""
    version = store.for_photographs()
    counts = Counts.of(corrections.list().entries)
    return {
        "label": f"Teach {version.ref}" if version else "Teach photographs",
        "disabled": not (version and counts.photographs_learned),
        "words": _words(version, counts),
    }


def _words(version: Version | None, counts: Counts) -> str:
    if version is None:
        return NO_VERSION
    if not counts.photographs:
        return NOTHING_YET
    held = f"{counts.photographs_held_out} held out"
    if not counts.photographs_learned:
        return f"Nothing to learn from yet: {held} to measure versions."
    return (
        f"{version.ref} answers photographs. Your corrections on such answers: "
        f"{counts.photographs_learned} to learn from, {held}. The next version begins "
        "with its weights; only the head learns, and its answers for other pictures "
        "are held in place. Its card says what changed. About "
        f"{span(estimate(PhotoLesson()))} on two idle cores."
    )


def start(settings: Settings, created_by: str) -> tuple[str | None, html.Div]:
    """Put a lesson of the version that answers photographs in the line.

    Returns:
        As `train_start.start`: a second click is told of the run of the first.

    Raises:
        NotFoundError: no version sees photographs.
        RunError: the line has no room.
    """
    version = ModelStore(settings.store).for_photographs()
    if version is None:
        raise NotFoundError(NO_VERSION)
    request = Request(
        recipe=PhotoLesson().to_dict(),
        name=version.name,
        start=version.ref,
        token=uuid.uuid4().hex,
        created_by=created_by,
    )
    return train_start.start(settings, request, 1)
